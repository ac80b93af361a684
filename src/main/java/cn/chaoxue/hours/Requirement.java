package cn.chaoxue.hours;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// How many study hours a cadre owes in a cycle, and why (A3.2, A3.3).
/// @param hours what is owed, in steps of 0.5
/// @param fullYearHours what the class owes in a whole cycle; null where nothing is laid down for it
/// @param monthsInPost whole months in post within the cycle, at most 12
record Requirement(BigDecimal hours, @Nullable BigDecimal fullYearHours, int monthsInPost, Reason reason) {

    /// Why it is this much.
    enum Reason {
        /// In post the whole cycle: the figure of the class.
        FULL_YEAR,
        /// Came into post within the cycle: by whole months, rounded up to 0.5.
        PRO_RATA,
        /// Came into post after the cycle.
        NOT_IN_POST,
        /// Part-time in a leading organ: the notice asks full-time and seconded cadres only.
        PART_TIME,
        /// No cadre record, or no figure for its class.
        NONE
    }

    /// What the rule looks at.
    record Post(CadreClass cadreClass, boolean partTime, LocalDate inPostSince) {}

    private static final int MONTHS = 12;
    private static final BigDecimal TWO = BigDecimal.TWO;

    static final Requirement NONE = new Requirement(BigDecimal.ZERO, null, 0, Reason.NONE);

    static Requirement of(Post post, BigDecimal fullYearHours, Cycle cycle) {
        int months = wholeMonths(post.inPostSince(), cycle);
        if (post.partTime() && post.cadreClass() != CadreClass.GRASSROOTS) {
            return new Requirement(BigDecimal.ZERO, fullYearHours, months, Reason.PART_TIME);
        }
        Reason reason = switch (months) {
            case 0 -> Reason.NOT_IN_POST;
            case MONTHS -> Reason.FULL_YEAR;
            default -> Reason.PRO_RATA;
        };
        return new Requirement(share(fullYearHours, months), fullYearHours, months, reason);
    }

    private static int wholeMonths(LocalDate since, Cycle cycle) {
        LocalDate from = since.isBefore(cycle.firstDay()) ? cycle.firstDay() : since;
        return (int) Math.max(0, ChronoUnit.MONTHS.between(from, cycle.lastDay().plusDays(1)));
    }

    private static BigDecimal share(BigDecimal fullYear, int months) {
        BigDecimal halves = fullYear.multiply(BigDecimal.valueOf(2L * months))
                .divide(BigDecimal.valueOf(MONTHS), 0, RoundingMode.CEILING);
        return halves.divide(TWO, 1, RoundingMode.UNNECESSARY);
    }
}
