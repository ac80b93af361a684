package cn.chaoxue.roster;

import cn.chaoxue.platform.sheet.Sheet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// An empty roster to fill in: the columns, an example that imports pass over, lists to choose from, and what belongs
/// where.
final class Template {

    /// Begins the name of the example.
    static final String EXAMPLE = "示例";

    private static final int LAST_ROW = 500_000;
    private static final Map<Column, String> EXAMPLES = Map.ofEntries(
            Map.entry(Column.NAME, EXAMPLE + "林晓"),
            Map.entry(Column.ID_NUMBER, "11010519491231002X"),
            Map.entry(Column.MOBILE, "13800000000"),
            Map.entry(Column.SEX, "女"),
            Map.entry(Column.BIRTH_DATE, "1949-12-31"),
            Map.entry(Column.UNIT, "浙江省/杭州市"),
            Map.entry(Column.CADRE_CLASS, "基层"),
            Map.entry(Column.EMPLOYMENT, "专职"),
            Map.entry(Column.POST, "团委书记"),
            Map.entry(Column.IN_POST_SINCE, "2024-09-01"),
            Map.entry(Column.IN_POST_UNTIL, ""),
            Map.entry(Column.EMAIL, "lin.xiao@example.cn"),
            Map.entry(Column.QQ, "123456789"));
    private static final List<String> NOTES = List.of(
            "每行一人；列的顺序可以改变，列名不要改。带 * 的列必填。以“示例”开头的行不会导入。",
            "身份证号、手机号、QQ号请保持“文本”格式，否则表格软件会改掉末几位数字。",
            "单位填系统中的名称、简称或行政区划代码；有同名单位时写成“上级单位/单位”，如“浙江省/杭州市”。",
            "性别和出生日期可以留空，由身份证号得出；填写时必须一致。",
            "日期写成 2024-09-01；只写到月份时按当月1日。",
            "电子邮箱、QQ号留空时保留系统中已有的内容；任职截止时间留空表示在任。",
            "上传后先试运行，逐行告诉您会新增、修改还是有错，确认后才写入。");

    private Template() {}

    static byte[] of(Sheet.Format format) throws IOException {
        return switch (format) {
            case CSV -> format.begin("", List.of()).rows(List.of(titles(), example()));
            case XLSX -> workbook();
        };
    }

    private static List<String> titles() {
        return Arrays.stream(Column.values())
                .map(column -> column.title() + (column.needed() ? "*" : ""))
                .toList();
    }

    private static List<String> example() {
        return Arrays.stream(Column.values())
                .map(column -> EXAMPLES.getOrDefault(column, ""))
                .toList();
    }

    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Workbook book = new Workbook(bytes, "Chaoxue", "1.0");
        Worksheet roster = book.newWorksheet("花名册");
        for (Column column : Column.values()) {
            int at = column.ordinal();
            roster.width(at, column.width());
            roster.style(at).format("@").set();
            roster.inlineString(0, at, titles().get(at));
            roster.style(0, at).bold().fillColor("D9ECF2").set();
            roster.inlineString(1, at, example().get(at));
            roster.style(1, at).fontColor("6B7280").format("@").set();
        }
        choices(roster, Column.SEX, Words.SEX.words());
        choices(roster, Column.CADRE_CLASS, Words.CADRE_CLASS.words());
        choices(roster, Column.EMPLOYMENT, Words.EMPLOYMENT.words());
        roster.freezePane(0, 1);
        Worksheet notes = book.newWorksheet("填写说明");
        notes.width(0, 100);
        for (int i = 0; i < NOTES.size(); i++) {
            notes.inlineString(i, 0, NOTES.get(i));
        }
        book.finish();
        return bytes.toByteArray();
    }

    private static void choices(Worksheet sheet, Column column, List<String> words) {
        sheet.range(1, column.ordinal(), LAST_ROW, column.ordinal())
                .validateWithListByFormula('"' + String.join(",", words) + '"');
    }
}
