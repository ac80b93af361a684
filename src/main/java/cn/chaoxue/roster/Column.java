package cn.chaoxue.roster;

import cn.chaoxue.platform.http.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The columns of a roster, in the order of the template, and of rows on file: a new one comes last. `field` is the
/// name in requests, `title` heads the column.
enum Column {
    NAME("name", "姓名", "Name", true, 10),
    ID_NUMBER("idNumber", "身份证号", "ID number", true, 22, "身份证号码", "公民身份号码", "身份证", "证件号码"),
    MOBILE("mobile", "手机号", "Mobile", true, 15, "手机号码", "手机", "移动电话", "联系电话"),
    SEX("sex", "性别", "Sex", false, 7),
    BIRTH_DATE("birthDate", "出生日期", "Birth date", false, 13, "出生年月日"),
    UNIT("unit", "单位", "Unit", true, 36, "所在单位", "单位名称", "所属组织"),
    CADRE_CLASS("cadreClass", "干部类别", "Cadre class", true, 14, "类别", "级别"),
    EMPLOYMENT("employment", "任职方式", "Employment", true, 11, "任职形式"),
    POST("post", "职务", "Post", true, 18, "团内职务", "现任职务"),
    IN_POST_SINCE("inPostSince", "任职时间", "In post since", true, 13, "任职日期", "任现职时间"),
    IN_POST_UNTIL("inPostUntil", "任职截止时间", "In post until", false, 14, "任职截止", "离任时间"),
    EMAIL("email", "电子邮箱", "E-mail", false, 24, "邮箱", "e-mail", "email"),
    QQ("qq", "QQ号", "QQ", false, 14, "qq", "qq号码"),
    APPOINTED_ON("appointedOn", "首次任职日期", "First appointed", false, 14, "首次任职时间", "首次任职");

    private final String field;
    private final String title;
    private final String english;
    private final boolean needed;
    private final int width;
    private final List<String> aliases;

    Column(String field, String title, String english, boolean needed, int width, String... aliases) {
        this.field = field;
        this.title = title;
        this.english = english;
        this.needed = needed;
        this.width = width;
        this.aliases = List.of(aliases);
    }

    String field() {
        return field;
    }

    /// The title in a language; a heading may use either.
    String title(Language language) {
        return language.of(title, english);
    }

    boolean needed() {
        return needed;
    }

    int width() {
        return width;
    }

    boolean isDate() {
        return this == BIRTH_DATE || this == IN_POST_SINCE || this == IN_POST_UNTIL || this == APPOINTED_ON;
    }

    /// The column a cell of the heading names: by title, alias or field, stars and brackets behind it forgiven.
    static Optional<Column> named(String heading) {
        String name = Texts.clean(heading)
                .replaceAll("[\\s*]", "")
                .replaceAll("[(\\[].*", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(column -> column.isCalled(name)).findFirst();
    }

    static Optional<Column> ofField(String field) {
        return Arrays.stream(values())
                .filter(column -> column.field.equals(field))
                .findFirst();
    }

    private boolean isCalled(String name) {
        return title.toLowerCase(Locale.ROOT).equals(name)
                || field.toLowerCase(Locale.ROOT).equals(name)
                || english.replace(" ", "").toLowerCase(Locale.ROOT).equals(name)
                || aliases.contains(name);
    }
}
