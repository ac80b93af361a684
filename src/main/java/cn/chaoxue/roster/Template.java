package cn.chaoxue.roster;

import cn.chaoxue.cadre.CadreClass;
import cn.chaoxue.cadre.Employment;
import cn.chaoxue.cadre.Sex;
import cn.chaoxue.platform.http.Language;
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

    private static final String EXAMPLE = "示例";
    private static final String ENGLISH_EXAMPLE = "Example";
    private static final int LAST_ROW = 500_000;
    private static final Map<Column, String> EXAMPLES = Map.ofEntries(
            Map.entry(Column.ID_NUMBER, "11010519491231002X"),
            Map.entry(Column.MOBILE, "13800000000"),
            Map.entry(Column.BIRTH_DATE, "1949-12-31"),
            Map.entry(Column.UNIT, "浙江省/杭州市"),
            Map.entry(Column.POST, "团委书记"),
            Map.entry(Column.IN_POST_SINCE, "2024-09-01"),
            Map.entry(Column.EMAIL, "lin.xiao@example.cn"),
            Map.entry(Column.QQ, "123456789"));
    private static final List<String> NOTES = List.of(
            "每行一人；列的顺序可以改变，列名不要改。带 * 的列必填。以“示例”开头的行不会导入。",
            "身份证号、手机号、QQ号请保持“文本”格式，否则表格软件会改掉末几位数字。",
            "单位填系统中的名称、简称或行政区划代码；有同名单位时写成“上级单位/单位”，如“浙江省/杭州市”。",
            "性别和出生日期可以留空，由身份证号得出；填写时必须一致。",
            "日期写成 2024-09-01；只写到月份时按当月1日。",
            "电子邮箱、QQ号留空时保留系统中已有的内容；任职截止时间留空表示在任。",
            "现任职务之前已是团干部的，在首次任职日期填写最初任职的日期，本年调整职务不按新任职折算学时；留空时保留系统中已有的内容。",
            "上传后先试运行，逐行告诉您会新增、修改还是有错，确认后才写入。");
    private static final List<String> ENGLISH_NOTES = List.of(
            "One person a row. Columns may stand in any order; leave their names. Those with * are needed. Rows whose"
                    + " name begins with “Example” are passed over.",
            "Keep ID number, mobile and QQ as text: otherwise the last digits are lost.",
            "Unit: its name, short name or division code as in the system; where several have one name, “unit above/unit”,"
                    + " such as “浙江省/杭州市”.",
            "Sex and birth date may be left empty: they follow from the ID number, and must agree with it.",
            "Dates are 2024-09-01; a month alone means its first day.",
            "First appointed: for who was a cadre before the present post, so that a change of post within the year does"
                    + " not make a new appointee; left empty, what is on record stays.",
            "An empty e-mail or QQ leaves what is on record; an empty last day means in post.",
            "A dry run tells of each row whether it is new, changed or wrong; nothing is written before you confirm.");

    private final Language language;

    private Template(Language language) {
        this.language = language;
    }

    static byte[] of(Sheet.Format format, Language language) throws IOException {
        Template template = new Template(language);
        return switch (format) {
            case CSV -> format.begin("", List.of()).rows(List.of(template.titles(), template.example()));
            case XLSX -> template.workbook();
        };
    }

    /// Whether the row of this name is the example.
    static boolean isExample(String name) {
        return name.startsWith(EXAMPLE) || name.startsWith(ENGLISH_EXAMPLE);
    }

    private List<String> titles() {
        return Arrays.stream(Column.values())
                .map(column -> column.title(language) + (column.needed() ? "*" : ""))
                .toList();
    }

    private List<String> example() {
        return Arrays.stream(Column.values()).map(this::example).toList();
    }

    private String example(Column column) {
        return switch (column) {
            case NAME -> language.of(EXAMPLE + "林晓", ENGLISH_EXAMPLE + " 林晓");
            case SEX -> Words.SEX.word(Sex.FEMALE, language);
            case CADRE_CLASS -> Words.CADRE_CLASS.word(CadreClass.GRASSROOTS, language);
            case EMPLOYMENT -> Words.EMPLOYMENT.word(Employment.FULL_TIME, language);
            default -> EXAMPLES.getOrDefault(column, "");
        };
    }

    private byte[] workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Workbook book = new Workbook(bytes, "Chaoxue", "1.0");
        Worksheet roster = book.newWorksheet(language.of("花名册", "Roster"));
        for (Column column : Column.values()) {
            int at = column.ordinal();
            roster.width(at, column.width());
            roster.style(at).format("@").set();
            roster.inlineString(0, at, titles().get(at));
            roster.style(0, at).bold().fillColor("D9ECF2").set();
            roster.inlineString(1, at, example(column));
            roster.style(1, at).fontColor("6B7280").format("@").set();
        }
        choices(roster, Column.SEX, Words.SEX.words(language));
        choices(roster, Column.CADRE_CLASS, Words.CADRE_CLASS.words(language));
        choices(roster, Column.EMPLOYMENT, Words.EMPLOYMENT.words(language));
        roster.freezePane(0, 1);
        Worksheet notes = book.newWorksheet(language.of("填写说明", "Notes"));
        notes.width(0, 100);
        List<String> lines = language.of(NOTES, ENGLISH_NOTES);
        for (int i = 0; i < lines.size(); i++) {
            notes.inlineString(i, 0, lines.get(i));
        }
        book.finish();
        return bytes.toByteArray();
    }

    private static void choices(Worksheet sheet, Column column, List<String> words) {
        sheet.range(1, column.ordinal(), LAST_ROW, column.ordinal())
                .validateWithListByFormula('"' + String.join(",", words) + '"');
    }
}
