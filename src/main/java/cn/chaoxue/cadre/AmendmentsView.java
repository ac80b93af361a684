package cn.chaoxue.cadre;

import cn.chaoxue.audit.Change;
import cn.chaoxue.org.UnitRef;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Proposals that wait, by id; `next` goes into `after` for more, and is null at the end.
@Schema(name = "AmendmentPage")
record AmendmentsView(
        List<Waiting> items,
        @Schema(examples = "4711") @Nullable String next) {

    /// What stands beside what shall be; personal numbers masked.
    @Schema(name = "Amendment")
    record Waiting(
            @Schema(examples = "17") long id,
            @Schema(examples = "4711") long cadreId,
            @Schema(examples = "林晓") String name,
            UnitRef unit,

            @Schema(
                    description = "Names this version in a decision, as it stands here: to the microsecond",
                    examples = "2026-03-01T08:00:00.123456Z")
            Instant submittedAt,

            List<Difference> changes) {

        static Waiting of(Amendment amendment) {
            StoredCadre stored = amendment.stored();
            return new Waiting(
                    amendment.id(),
                    stored.id(),
                    stored.record().name(),
                    new UnitRef(stored.unitId(), amendment.unitName(), amendment.unitPath()),
                    amendment.submittedAt(),
                    amendment.wanted().changesFrom(stored.record()).stream()
                            .map(Difference::of)
                            .toList());
        }
    }

    /// One field before and after; alike where a personal number differs in what is masked alone.
    @Schema(name = "AmendmentDifference")
    record Difference(
            @Schema(examples = "mobile") String field,
            @Schema(examples = "138****5678") @Nullable String before,
            @Schema(examples = "139****1234") @Nullable String after) {

        static Difference of(Change change) {
            return new Difference(change.field(), change.before(), change.after());
        }
    }

    static AmendmentsView of(List<Amendment> found, int limit) {
        List<Waiting> items = found.stream().limit(limit).map(Waiting::of).toList();
        return new AmendmentsView(
                items, found.size() > limit ? Long.toString(items.getLast().id()) : null);
    }
}
