package cn.chaoxue.cadre;

import cn.chaoxue.org.UnitRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Cases, newest first; `next` goes into `before` for older ones, and is null at the end. The first page tells how many
/// open ones the caller can settle.
@Schema(name = "ConflictPage")
record ConflictsView(
        List<Item> items,
        @Schema(examples = "17") @Nullable String next,

        @Schema(examples = "3", description = "With the first page; 100 where there are more") @Nullable
        Long toSettle) {

    /// Who holds the person is told to those alone who answer for that unit, too; they settle the case. The others are
    /// told the province-level unit it was in when the case was opened, while that is open (A1.7).
    @Schema(name = "Conflict")
    record Item(
            @Schema(examples = "17") long id,
            Conflict.State state,
            UnitRef claimed,
            Instant openedAt,

            @Schema(description = "Whether the caller answers for both sides")
            boolean mine,

            @Schema(examples = "林*") @Nullable String name,

            @Schema(description = "The unit that holds the person, for who answers for both sides") @Nullable
            UnitRef holder,

            @Schema(
                    examples = "共青团湖北省委员会",
                    description = "For who does not, while the case is open: the province-level unit that the person"
                            + " was in when it was opened, or the centre where they hung there; nothing more is told")
            @Nullable
            String heldIn,

            @Schema(examples = "已核实调动") @Nullable String reason,

            @Schema(description = "Whether two records can become one here")
            boolean mergeable) {}

    static ConflictsView of(List<Conflict> found, int limit, String callerPath, Optional<Long> toSettle) {
        List<Item> items =
                found.stream().limit(limit).map(one -> item(one, callerPath)).toList();
        return new ConflictsView(
                items, found.size() > limit ? Long.toString(items.getLast().id()) : null, toSettle.orElse(null));
    }

    private static Item item(Conflict one, String callerPath) {
        boolean mine = one.heldBeneath(callerPath);
        return new Item(
                one.id(),
                one.state(),
                one.claimed(),
                one.openedAt(),
                mine,
                mine ? Masking.name(one.name()) : null,
                mine ? one.holder() : null,
                mine || one.state() != Conflict.State.OPEN ? null : one.heldIn(),
                one.reason(),
                mine && one.otherId() != null);
    }
}
