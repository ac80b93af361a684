package cn.chaoxue.demo;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/// Identity and mobile numbers that look right, check right, and belong to nobody.
///
/// Identity number (GB 11643): the first two digits are 99, a province GB/T 2260 has never given out, so that no real
/// person's number can begin like this. Four digits and the sequence carry the person's ordinal number, which keeps
/// numbers unique; the date is the birth date; the sequence is odd for men; the last character is the check digit.
///
/// Mobile number: the segment 154, not assigned to any operator for people, and eight digits scattered from the
/// ordinal number.
final class SyntheticNumbers {

    private static final int PER_REGION = 500;
    private static final int REGIONS = 10_000;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final long MOBILES = 100_000_000L;
    /// Coprime to the number of mobiles: every ordinal has its own.
    private static final long SCATTER = 48_271_009L;

    /// How many people can have numbers of their own.
    static final int CAPACITY = PER_REGION * REGIONS;

    private SyntheticNumbers() {}

    static String identity(int ordinal, LocalDate birthDate, boolean male) {
        int region = ordinal / PER_REGION % REGIONS;
        int sequence = ordinal % PER_REGION * 2 + (male ? 1 : 0);
        String body = "99%04d%s%03d".formatted(region, birthDate.format(DateTimeFormatter.BASIC_ISO_DATE), sequence);
        return body + checkDigit(body);
    }

    static String mobile(int ordinal) {
        return "154%08d".formatted(ordinal * SCATTER % MOBILES);
    }

    /// GB 11643 (ISO 7064 MOD 11-2) over the first 17 digits.
    private static char checkDigit(String body) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % CHECKS.length());
    }
}
