package cn.chaoxue.roster;

import java.util.Map;
import java.util.stream.Collectors;

/// What is wrong with a row in plain Chinese, for files that go back to their authors: what was found, and what belongs
/// there.
final class Reasons {

    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry("needed", "未填写，此列必填"),
            Map.entry("check-digit", "不是有效的身份证号：应为18位，请核对数字、出生日期和末位校验码"),
            Map.entry("disagrees", "与身份证号不一致；可留空，由身份证号得出"),
            Map.entry("future", "不能晚于今天"),
            Map.entry("before-beginning", "不能早于任职时间"),
            Map.entry("not-a-date", "不是日期，应如 2024-09-01"),
            Map.entry("formula", "是公式，系统不计算公式，请粘贴为数值后重填"),
            Map.entry("excel-number", "被表格软件当作数字，末几位可能已经丢失；请将此列设为“文本”格式后重新填写"),
            Map.entry("unit-unknown", "在您的管辖范围内没有这个单位，请按系统中的名称或代码填写"),
            Map.entry("unit-ambiguous", "有几个同名单位，请写成“上级单位/单位”"),
            Map.entry("unit-closed", "已撤销，不能再录入人员"),
            Map.entry("own-record", "是您本人，本人信息由上级单位修改"),
            Map.entry("elsewhere", "已在其他单位名下，应用后将提交上级协调，不会重复录入"),
            Map.entry("elsewhere-own", "已在本辖区另一单位名下，应用后将转为待协调事项；调动请用“调动”办理"));
    private static final Map<String, String> FORMS = Map.of(
            "name", "应为2至32个汉字或字母",
            "idNumber", "应为18位",
            "mobile", "应为11位手机号",
            "post", "最多60个字",
            "email", "不是电子邮箱地址",
            "qq", "应为5至12位数字");

    private Reasons() {}

    /// All notes of a row in one cell.
    static String of(java.util.List<Note> notes) {
        return notes.stream().map(Reasons::of).collect(Collectors.joining("；"));
    }

    private static String of(Note note) {
        String title = Column.ofField(note.column()).map(Column::title).orElse(note.column());
        return title
                + switch (note.reason()) {
                    case "malformed" -> FORMS.getOrDefault(note.column(), "格式不对");
                    case "duplicate" -> "与第" + note.line() + "行重复，同一个人只能出现一次";
                    case "unknown-word" -> "只能填：" + String.join("、", choices(note.column()));
                    default -> WHY.getOrDefault(note.reason(), note.reason());
                };
    }

    private static java.util.List<String> choices(String column) {
        return switch (column) {
            case "sex" -> Words.SEX.words();
            case "cadreClass" -> Words.CADRE_CLASS.words();
            default -> Words.EMPLOYMENT.words();
        };
    }
}
