package cn.chaoxue.platform.sheet;

/// Texts as spreadsheets hold them.
public final class Cells {

    /// What a formula begins with, in any width.
    public static final String RISKY = "=+-@\t\r\n＝＋－＠";

    private Cells() {}

    /// A cell that no spreadsheet takes for a formula.
    public static String safe(String text) {
        return !text.isEmpty() && RISKY.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
