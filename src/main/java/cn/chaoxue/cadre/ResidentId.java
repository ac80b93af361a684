package cn.chaoxue.cadre;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An 18-character resident ID number whose date exists and whose check character is right by GB 11643 (A1.2).
/// Prints masked.
public final class ResidentId {

    private static final Pattern FORM = Pattern.compile("[1-9]\\d{16}[\\dX]");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final int BODY = 17;
    private static final int MODULUS = 11;
    private static final String CHECKS = "10X98765432";

    private final String value;
    private final LocalDate birthDate;

    private ResidentId(String value, LocalDate birthDate) {
        this.value = value;
        this.birthDate = birthDate;
    }

    /// The number, surrounding blanks and a small x forgiven; empty when it cannot be one.
    public static Optional<ResidentId> parse(String text) {
        String value = text.strip().toUpperCase(Locale.ROOT);
        if (!FORM.matcher(value).matches() || value.charAt(BODY) != checkOf(value)) {
            return Optional.empty();
        }
        return dateOf(value).map(date -> new ResidentId(value, date));
    }

    /// The check character of the first 17 digits: sum of digit × 2^(17 − i) mod 11, looked up.
    static char checkOf(String digits) {
        int sum = 0;
        int weight = 1;
        for (int i = BODY - 1; i >= 0; i--) {
            weight = weight * 2 % MODULUS;
            sum += (digits.charAt(i) - '0') * weight;
        }
        return CHECKS.charAt(sum % MODULUS);
    }

    /// All 18 characters. For sealing and looking up, never for display.
    public String value() {
        return value;
    }

    public LocalDate birthDate() {
        return birthDate;
    }

    /// All of the birth date that is kept in clear.
    public short birthYear() {
        return (short) birthDate.getYear();
    }

    /// An odd order number is a man's.
    public Sex sex() {
        return (value.charAt(BODY - 1) - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE;
    }

    public String masked() {
        return Masking.idNumber(value);
    }

    private static Optional<LocalDate> dateOf(String value) {
        try {
            LocalDate date = LocalDate.parse(value.substring(6, 14), DATE);
            return Optional.of(date).filter(d -> !d.isBefore(EARLIEST) && !d.isAfter(LocalDate.now()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResidentId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return masked();
    }
}
