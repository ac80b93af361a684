package cn.chaoxue.cadre;

/// How personal fields are shown to others (A1.9): enough to tell people apart, too little to use.
public final class Masking {

    private Masking() {}

    /// 张三丰 → 张*. The length is not told.
    public static String name(String name) {
        return name.isEmpty() ? "" : Character.toString(name.codePointAt(0)) + "*";
    }

    /// 110101199003071234 → 110***********1234.
    public static String idNumber(String idNumber) {
        return middle(idNumber, 3, 4);
    }

    /// 13812345678 → 138****5678.
    public static String mobile(String mobile) {
        return middle(mobile, 3, 4);
    }

    /// lin.xiao@example.cn → l***@example.cn.
    public static String email(String email) {
        int at = email.lastIndexOf('@');
        return at < 1 ? "***" : email.charAt(0) + "***" + email.substring(at);
    }

    /// 123456789 → 12*****89.
    public static String qq(String qq) {
        return middle(qq, 2, 2);
    }

    /// Shows `first` and `last` characters; hides everything when that would leave fewer than four hidden.
    private static String middle(String text, int first, int last) {
        int hidden = text.length() - first - last;
        if (hidden < 4) {
            return "*".repeat(text.length());
        }
        return text.substring(0, first) + "*".repeat(hidden) + text.substring(text.length() - last);
    }
}
