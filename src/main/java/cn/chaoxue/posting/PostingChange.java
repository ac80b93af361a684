package cn.chaoxue.posting;

import cn.chaoxue.org.UnitRef;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A change as it is stored, with the units as they are now.
/// @param holder path of the unit the person belongs to
/// @param named the unit that was to receive the person, where that has gone into `to` since
record PostingChange(
        long id,
        long cadreId,
        String name,
        String holder,
        PostingKind kind,
        PostingState state,
        UnitRef from,
        @Nullable UnitRef to,
        @Nullable Long named,
        @Nullable String post,
        LocalDate effectiveOn,
        @Nullable LocalDate until,
        @Nullable Long postingId,
        String reason,
        Instant proposedAt,
        @Nullable Long decidedBy,
        @Nullable String answer) {

    static final String SELECT = """
            select h.id, h.cadre_id, c.name, p.path as holder, h.kind, h.state, h.post, h.effective_on, h.until_on,
                h.posting_id, h.named_unit, h.reason, h.proposed_at, coalesce(h.decided_by, h.proposed_by) as decided_by, h.answer,
                f.id as from_id, f.name as from_name, f.path as from_path,
                t.id as to_id, t.name as to_name, t.path as to_path
            from posting_change h
            join cadre c on c.id = h.cadre_id
            join unit p on p.id = c.unit_id
            join unit f on f.id = h.from_unit
            left join unit t on t.id = h.to_unit
            """;

    static PostingChange of(Row row) {
        Long to = row.getLong("to_id");
        return new PostingChange(
                row.getLong("id"),
                row.getLong("cadre_id"),
                row.getString("name"),
                row.getString("holder"),
                PostingKind.valueOf(row.getString("kind")),
                PostingState.valueOf(row.getString("state")),
                new UnitRef(row.getLong("from_id"), row.getString("from_name"), row.getString("from_path")),
                to == null ? null : new UnitRef(to, row.getString("to_name"), row.getString("to_path")),
                row.getLong("named_unit"),
                row.getString("post"),
                row.getLocalDate("effective_on"),
                row.getLocalDate("until_on"),
                row.getLong("posting_id"),
                row.getString("reason"),
                row.getOffsetDateTime("proposed_at").toInstant(),
                row.getLong("decided_by"),
                row.getString("answer"));
    }

    /// Whether it waits for nothing but to be carried out.
    boolean dueOn(LocalDate today) {
        return state == PostingState.ACCEPTED && !effectiveOn.isAfter(today);
    }

    /// Names nobody: changes end up in failures.
    @Override
    public String toString() {
        return "PostingChange[" + id + " " + kind + " " + state + "]";
    }
}
