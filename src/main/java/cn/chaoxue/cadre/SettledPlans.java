package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What becomes of changes that wait once units or records have become one, and what the audit log is to say of it.
final class SettledPlans {

    private static final String WISHES = """
            update posting_change set state = 'WITHDRAWN', decided_at = now(), decided_by = $2, answer = $3
            where cadre_id = $1 and state in ('PROPOSED', 'ACCEPTED')
            returning cadre_id, kind, from_unit, to_unit, effective_on
            """;
    /// Where the unit of the person went into another, that reads of it.
    private static final String ENDS = """
            update posting_change h set state = 'WITHDRAWN', decided_at = now(), decided_by = $2, answer = $3,
                from_unit = c.unit_id
            from posting p join cadre c on c.id = p.cadre_id
            where h.%s = $1 and p.id = h.posting_id and h.kind = 'END' and h.state in ('PROPOSED', 'ACCEPTED')
                and p.valid_to <= h.effective_on
            returning h.cadre_id, h.kind, h.from_unit, h.to_unit, h.effective_on
            """;
    /// What a merger has ended goes on where that proves not to have been so ([Resumed]): not beyond the day on which
    /// it was to end.
    private static final String ENDS_OF_POSTINGS =
            "with withdrawn as (" + ENDS.formatted("posting_id").replace("= $1", "= any($1)") + """
            , h.posting_id), capped as (
                update posting p set uncut_to = w.effective_on from withdrawn w
                where p.id = w.posting_id and p.uncut_to > w.effective_on
            )
            select * from withdrawn
            """;
    private static final String ENDS_OF_PERSON = ENDS.formatted("cadre_id");
    /// Of two records that have become one. The end goes to the posting that has become one with the one it names
    /// ([Beside]), where nothing of that is left on its day. What the record that stays has waiting comes first: a
    /// person has one such change.
    private static final String CARRIED_OVER = """
            update posting_change h set cadre_id = c.id, from_unit = c.unit_id, posting_id = coalesce(t.id, p.id)
            from posting_change b join posting p on p.id = b.posting_id join cadre c on c.id = p.cadre_id
            left join lateral (
                select t.id from posting t
                where t.cadre_id = p.cadre_id and t.id <> p.id and t.unit_id = p.unit_id and t.kind = p.kind
                    and (t.kind = 'SECONDMENT' or t.post = p.post)
                    and p.valid_to <= b.effective_on and t.valid_from <= least(p.valid_to, b.effective_on)
                    and (t.valid_to is null or t.valid_to > b.effective_on)
                order by t.id limit 1
            ) t on true
            where h.id = b.id and b.kind = 'END' and b.state in ('PROPOSED', 'ACCEPTED') and p.cadre_id = $2
                and (t.id is not null or p.valid_to is null or p.valid_to > b.effective_on)
                and (b.cadre_id = $2 and t.id is not null or b.cadre_id = $1 and not exists (
                    select from posting_change w where w.cadre_id = $2 and w.state in ('PROPOSED', 'ACCEPTED')))
            returning h.cadre_id, h.kind, b.from_unit, nullif(h.from_unit, b.from_unit) as to_unit, h.effective_on
            """;

    private SettledPlans() {}

    /// Whatever was planned with the person is withdrawn; both units read of it.
    static Uni<List<AuditEvent>> wishes(SqlConnection tx, long cadre, String answer, String reason, Origin origin) {
        return withdrawn(tx, WISHES, Tuple.of(cadre, origin.actorId(), answer), reason, origin);
    }

    /// The planned end of a post that a merger of units has ended is withdrawn: nothing is left to end.
    static Uni<List<AuditEvent>> ends(SqlConnection tx, List<Long> postings, Origin origin) {
        Tuple arguments = Tuple.of(postings.toArray(Long[]::new), origin.actorId(), "units-merged");
        return withdrawn(tx, ENDS_OF_POSTINGS, arguments, Settled.UNITED_REASON, origin);
    }

    /// What was planned with two records of one person. The planned end of a post that both held, or that the one that
    /// goes held alone, is that of the post the record that stays has now; the units of both read of it. Everything
    /// else that waits with the record that goes is withdrawn, and so is an end that has nothing left to end.
    static Uni<List<AuditEvent>> united(
            SqlConnection tx, long from, long into, String answer, String reason, Origin origin) {
        List<AuditEvent> all = new ArrayList<>();
        Tuple left = Tuple.of(into, origin.actorId(), answer);
        return told(tx, CARRIED_OVER, Tuple.of(from, into), "posting.carry-over", reason, origin)
                .invoke(all::addAll)
                .chain(() -> wishes(tx, from, answer, reason, origin))
                .invoke(all::addAll)
                .chain(() -> withdrawn(tx, ENDS_OF_PERSON, left, reason, origin))
                .invoke(all::addAll)
                .replaceWith(all);
    }

    private static Uni<List<AuditEvent>> withdrawn(
            SqlConnection tx, String sql, Tuple arguments, String reason, Origin origin) {
        return told(tx, sql, arguments, "posting.withdraw", reason, origin);
    }

    private static Uni<List<AuditEvent>> told(
            SqlConnection tx, String sql, Tuple arguments, String action, String reason, Origin origin) {
        return Database.rows(tx, sql, arguments, row -> events(row, action, origin))
                .map(told -> told.stream()
                        .flatMap(Collection::stream)
                        .map(event -> event.because(reason))
                        .toList());
    }

    private static List<AuditEvent> events(Row row, String action, Origin origin) {
        Subject person = Subject.cadre(row.getLong("cadre_id"));
        Long from = row.getLong("from_unit");
        Long to = row.getLong("to_unit");
        List<Change> changes = Stream.of(
                        Change.of("kind", null, row.getString("kind")),
                        Change.ofUnit("unit", from, to),
                        Change.of("effectiveOn", null, row.getLocalDate("effective_on")))
                .flatMap(Optional::stream)
                .toList();
        return Stream.of(from, to)
                .filter(Objects::nonNull)
                .distinct()
                .map(unit -> AuditEvent.of(origin, action, person, unit).changing(changes))
                .toList();
    }
}
