package cn.chaoxue.hours;

import cn.chaoxue.cadre.Cycle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// How many study hours a cadre owes in a cycle, and why (A3.2, A3.3).
/// @param hours what is owed, in steps of 0.5
/// @param fullYearHours what the class owes in a whole cycle; null where nothing is laid down for it
/// @param monthsInPost whole months in post within the cycle, at most all it has
record Requirement(BigDecimal hours, @Nullable BigDecimal fullYearHours, int monthsInPost, Reason reason) {

    /// Why it is this much.
    enum Reason {
        /// In post the whole cycle: the figure of the class.
        FULL_YEAR,
        /// A new appointee of the cycle: by whole months, rounded up to 0.5; nothing in the last one.
        PRO_RATA,
        /// Came into post after the cycle.
        NOT_IN_POST,
        /// Part-time in a leading organ: the notice asks full-time and seconded cadres only.
        PART_TIME,
        /// No cadre record, or no figure for its class.
        NONE
    }

    /// What the rule looks at; `appointed` is the first day as a cadre.
    record Post(CadreClass cadreClass, boolean partTime, LocalDate appointed) {}

    private static final BigDecimal TWO = BigDecimal.TWO;

    static final Requirement NONE = new Requirement(BigDecimal.ZERO, null, 0, Reason.NONE);

    static Requirement of(Post post, BigDecimal fullYearHours, Cycle cycle) {
        int months = cycle.monthsSince(post.appointed());
        if (post.partTime() && post.cadreClass() != CadreClass.GRASSROOTS) {
            return new Requirement(BigDecimal.ZERO, fullYearHours, months, Reason.PART_TIME);
        }
        BigDecimal owed = share(fullYearHours, months, cycle.months());
        return new Requirement(owed, fullYearHours, months, reason(post.appointed(), cycle));
    }

    private static Reason reason(LocalDate appointed, Cycle cycle) {
        if (cycle.isNew(appointed)) {
            return Reason.PRO_RATA;
        }
        return appointed.isAfter(cycle.lastDay()) ? Reason.NOT_IN_POST : Reason.FULL_YEAR;
    }

    private static BigDecimal share(BigDecimal fullYear, int months, int ofMonths) {
        BigDecimal halves = fullYear.multiply(BigDecimal.valueOf(2L * months))
                .divide(BigDecimal.valueOf(ofMonths), 0, RoundingMode.CEILING);
        return halves.divide(TWO, 1, RoundingMode.UNNECESSARY);
    }
}
