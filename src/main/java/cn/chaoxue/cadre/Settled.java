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
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What a decision settles along with what it is about, and what the audit log is to say of it.
final class Settled {

    private static final String UNITED_REASON = "两个单位已合并";

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
    private static final String ENDS_OF_POSTINGS = ENDS.formatted("posting_id").replace("= $1", "= any($1)");
    private static final String ENDS_OF_PERSON = ENDS.formatted("cadre_id");
    private static final String AMENDMENT = """
            update amendment m set state = 'REJECTED', proposed = null, decided_at = now(), decided_by = $2, reason = $3
            from cadre c where c.id = m.cadre_id and m.cadre_id = $1 and m.state = 'WAITING'
            returning c.unit_id
            """;
    private static final String REJECTED = """
            returning k.cadre_id, k.claimed_unit, k.other_id, c.unit_id
            """;
    private static final String MOOT = """
            update id_conflict k set state = 'REJECTED', decided_at = now(), decided_by = $2, reason = $3
            from cadre c
            where c.id = k.cadre_id and k.state = 'OPEN' and (k.cadre_id = $1 or k.other_id = $1) and k.id <> $4
            """ + REJECTED;
    /// Of a claim that stands twice now, one; claims to people who are there anyway. Where a second record is said to
    /// be theirs, that is a case still.
    private static final String UNITED = """
            update id_conflict k set state = 'REJECTED', decided_at = now(), decided_by = $3, reason = $4
            from cadre c
            where c.id = k.cadre_id and k.state = 'OPEN'
                and (k.claimed_unit = $1 or k.claimed_unit = $2 and c.unit_id = $2 and k.other_id is null)
            """ + REJECTED;

    private Settled() {}

    /// Whatever was planned with the person is withdrawn; both units read of it.
    static Uni<List<AuditEvent>> wishes(SqlConnection tx, long cadre, String answer, String reason, Origin origin) {
        return withdrawn(tx, WISHES, Tuple.of(cadre, origin.actorId(), answer), reason, origin);
    }

    /// The planned end of a post that a merger of units has ended is withdrawn: nothing is left to end.
    static Uni<List<AuditEvent>> ends(SqlConnection tx, List<Long> postings, Origin origin) {
        Tuple arguments = Tuple.of(postings.toArray(Long[]::new), origin.actorId(), "units-merged");
        return withdrawn(tx, ENDS_OF_POSTINGS, arguments, UNITED_REASON, origin);
    }

    /// The same of a post that the person held twice, by two records.
    static Uni<List<AuditEvent>> ends(SqlConnection tx, long cadre, String answer, String reason, Origin origin) {
        return withdrawn(tx, ENDS_OF_PERSON, Tuple.of(cadre, origin.actorId(), answer), reason, origin);
    }

    private static Uni<List<AuditEvent>> withdrawn(
            SqlConnection tx, String sql, Tuple arguments, String reason, Origin origin) {
        return Database.rows(tx, sql, arguments, row -> withdrawn(row, origin))
                .map(told -> told.stream()
                        .flatMap(Collection::stream)
                        .map(event -> event.because(reason))
                        .toList());
    }

    private static List<AuditEvent> withdrawn(Row row, Origin origin) {
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
                .map(unit ->
                        AuditEvent.of(origin, "posting.withdraw", person, unit).changing(changes))
                .toList();
    }

    /// What the person proposed about a record that is no more is rejected.
    static Uni<List<AuditEvent>> amendment(SqlConnection tx, long cadre, String answer, String reason, Origin origin) {
        return Database.rows(
                tx,
                AMENDMENT,
                Tuple.of(cadre, origin.actorId(), answer),
                row -> AuditEvent.of(origin, "activation.reject", Subject.cadre(cadre), row.getLong("unit_id"))
                        .because(reason));
    }

    /// Whatever else than case `id` is asked about a record that is no more is rejected.
    static Uni<List<AuditEvent>> moot(SqlConnection tx, long cadre, long id, String reason, Origin origin) {
        return Database.rows(
                tx, MOOT, Tuple.of(cadre, origin.actorId(), reason, id), row -> rejected(row, reason, origin));
    }

    /// Claims that a merger of two units has settled are rejected.
    static Uni<List<AuditEvent>> united(SqlConnection tx, long from, long into, Origin origin) {
        return Database.rows(
                tx,
                UNITED,
                Tuple.of(from, into, origin.actorId(), UNITED_REASON),
                row -> rejected(row, UNITED_REASON, origin));
    }

    private static AuditEvent rejected(Row row, String reason, Origin origin) {
        List<Change> changes = Stream.of(
                        Change.ofUnit("otherUnit", row.getLong("claimed_unit"), null),
                        Change.of("otherRecord", row.getLong("other_id"), null))
                .flatMap(Optional::stream)
                .toList();
        Subject person = Subject.cadre(row.getLong("cadre_id"));
        return AuditEvent.of(origin, "cadre.conflict-reject", person, row.getLong("unit_id"))
                .because(reason)
                .changing(changes);
    }
}
