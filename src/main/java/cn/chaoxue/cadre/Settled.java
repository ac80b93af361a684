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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a decision settles along with what it is about, and what the audit log is to say of it. Of what was planned
/// with people, see [SettledPlans].
final class Settled {

    /// Why a merger of two units settles anything: a slug, which the pages say in the language of who reads; what
    /// people write is shown as it is.
    static final String UNITED_REASON = "units-merged";

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
