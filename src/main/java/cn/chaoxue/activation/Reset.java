package cn.chaoxue.activation;

import cn.chaoxue.org.UnitRef;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The activation of a subtree taken back, and how far that is.
/// @param unit null where it is none of the reader's by now
/// @param reason null where it is not for the reader, as is `undoReason`
/// @param total how many had a password when it was ordered; not whom one before it had taken it from
/// @param done how many passwords it took; more than `total` where one before it was undone meanwhile, or somebody
/// activated while they were counted
/// @param restored how many are back as they were; those of an earlier reset, undone before, may be among them
@Schema(name = "ActivationReset")
record Reset(
        @Schema(examples = "17") long id,
        @Nullable UnitRef unit,
        State state,
        @Schema(examples = "试点省份重新激活") @Nullable String reason,
        Instant startedAt,
        @Schema(examples = "12000") int total,
        @Schema(examples = "8000") int done,
        @Schema(examples = "0") int restored,
        @Nullable Instant finishedAt,
        Instant undoUntil,
        @Schema(examples = "单位选错，撤销重置") @Nullable String undoReason) {

    enum State {
        RESETTING,
        RESET,
        UNDOING,
        UNDONE
    }

    /// As who stands at the path `$1` sees it: whoever has the unit it is of beneath them, or the one that ordered it,
    /// wherever both are by now. What a unit ordered that has gone into another is the other's, as is its undoing
    /// ([WindowsOfUnits]). Where the unit lies elsewhere, the one it went into is named, or none. A reason is for
    /// those above and beneath who wrote it: it may name units that are none of the others'.
    static final String SELECT = """
            select r.id, r.state, r.started_at, r.total, r.done, r.restored, r.finished_at, r.undo_until,
                case when starts_with(w.path, $1) or starts_with($1, w.path) then r.reason end as reason,
                case when starts_with(b.path, $1) or starts_with($1, b.path) then r.undo_reason end as undo_reason,
                n.id as unit_id, n.name as unit_name, n.path as unit_path
            from activation_reset r
            join unit u on u.id = r.unit_id
            left join unit s on s.id = r.started_at_unit
            left join unit w on w.id = r.reason_of_unit
            left join unit b on b.id = r.undone_at_unit
            left join unit n on starts_with(n.path, $1) and n.id = case when starts_with(u.path, $1) then u.id else (
                with recursive led (id, merged_into) as (
                    select u.id, u.merged_into
                    union all select m.id, m.merged_into from led l join unit m on m.id = l.merged_into
                ) select id from led where merged_into is null) end
            where (starts_with(u.path, $1) or starts_with(s.path, $1))
            """;

    static Reset of(Row row) {
        return new Reset(
                row.getLong("id"),
                row.getLong("unit_id") == null
                        ? null
                        : new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getInteger("total"),
                row.getInteger("done"),
                row.getInteger("restored"),
                row.getOffsetDateTime("finished_at") == null
                        ? null
                        : row.getOffsetDateTime("finished_at").toInstant(),
                row.getOffsetDateTime("undo_until").toInstant(),
                row.getString("undo_reason"));
    }
}
