package cn.chaoxue.hours;

import cn.chaoxue.cadre.Cycle;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The caller's study hours of a cycle: what is owed and why, what is earned and by what.
/// @param fullYearHours what the caller's class owes in a whole cycle; null where nothing is laid down
/// @param monthsInPost whole months in post within the cycle
@Schema(name = "MyHours")
record MyHoursView(
        int cycle,
        BigDecimal requiredHours,
        BigDecimal earnedHours,
        Requirement.Reason reason,
        @Nullable BigDecimal fullYearHours,
        int monthsInPost,
        List<Entry> entries) {

    /// One entry of the ledger; classroom hours have no course.
    @Schema(name = "HourEntry")
    record Entry(
            @Nullable Long courseId, @Nullable String title, BigDecimal hours, String source, Instant creditedAt) {}

    static MyHoursView of(Cycle cycle, Requirement owed, List<Entry> entries) {
        BigDecimal earned = entries.stream().map(Entry::hours).reduce(BigDecimal.ZERO.setScale(1), BigDecimal::add);
        return new MyHoursView(
                cycle.year(), owed.hours(), earned, owed.reason(), owed.fullYearHours(), owed.monthsInPost(), entries);
    }
}
