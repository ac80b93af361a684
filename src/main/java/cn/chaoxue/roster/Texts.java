package cn.chaoxue.roster;

import cn.chaoxue.platform.sheet.Cells;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What people type into cells, as rules expect it: full-width characters, blanks, dashes and other people's date forms
/// forgiven.
final class Texts {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BETWEEN_HAN = Pattern.compile("(?<=\\p{IsHan}) +(?=\\p{IsHan})");
    private static final Pattern DOTS = Pattern.compile("[•‧∙⋅・･]");
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})[-/.年](\\d{1,2})(?:[-/.月](\\d{1,2})日?)?月?(?:[ T]0?0:00(?::00)?)?");
    private static final Pattern DIGITS = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})?");
    private static final int SERIAL_OF_1900 = 2;
    private static final int DAYS_OF_1904 = 1462;

    private Texts() {}

    /// Without what cannot be seen, in half-width characters, single blanks inside and none around; the quote that
    /// keeps [Cells#safe] ones from being formulas is gone.
    static String clean(String text) {
        String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String plain = BLANKS.matcher(seen(narrow)).replaceAll(" ").strip();
        return plain.length() > 1 && plain.charAt(0) == '\''
                ? plain.substring(1).strip()
                : plain;
    }

    /// A text as its author wrote it, "书记（兼）": without what cannot be seen, blanks around it and the quote of
    /// [Cells#safe].
    static String kept(String text) {
        String plain = seen(text).strip();
        boolean quoted = plain.length() > 1 && plain.charAt(0) == '\'' && Cells.RISKY.indexOf(plain.charAt(1)) >= 0;
        return quoted ? plain.substring(1) : plain;
    }

    private static String seen(String text) {
        return UNSEEN.matcher(text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' '))
                .replaceAll("");
    }

    /// A name: no blanks between Han characters, one kind of dot.
    static String name(String text) {
        String dotted = DOTS.matcher(text).replaceAll("·");
        return BETWEEN_HAN.matcher(dotted).replaceAll("");
    }

    /// Numbers people group with blanks and dashes.
    static String ungrouped(String text) {
        return text.replaceAll("[ \\-–—]", "");
    }

    /// A day in any of the forms people write; of a month alone, its first.
    static Optional<LocalDate> date(String text) {
        Matcher parts = DATE.matcher(text);
        if (!parts.matches()) {
            parts = DIGITS.matcher(text);
        }
        if (!parts.matches()) {
            return Optional.empty();
        }
        int day = parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3));
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), day));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// The day a workbook counts with this number; the number itself where it is none.
    static String day(String number, boolean since1904) {
        try {
            long serial = new BigDecimal(number).longValue() + (since1904 ? DAYS_OF_1904 : 0);
            boolean counted = serial > 366 && serial < 100_000;
            return counted
                    ? LocalDate.of(1900, 1, 1).plusDays(serial - SERIAL_OF_1900).toString()
                    : plain(number);
        } catch (NumberFormatException _) {
            return number;
        }
    }

    /// A number without exponent, and without fraction where it has none.
    static String plain(String number) {
        try {
            BigDecimal value = new BigDecimal(number);
            return value.precision() - value.scale() > 30 || value.scale() > 30
                    ? number
                    : value.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException _) {
            return number;
        }
    }
}
