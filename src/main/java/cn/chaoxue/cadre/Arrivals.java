package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/// What becomes of a claim once the person has come to the claiming unit without it: by a posting, or by another case.
public final class Arrivals {

    /// A slug, which the pages say in the language of who reads.
    private static final String REASON = "arrived";
    /// Where another record there is said to be theirs, that is a case still.
    private static final String CLOSE = """
            update id_conflict k set state = 'TRANSFERRED', decided_at = now(), decided_by = $2, reason = $3
            from cadre c
            where c.id = $1 and k.cadre_id = c.id and k.state = 'OPEN' and k.claimed_unit = c.unit_id
                and k.other_id is null
            returning k.claimed_unit
            """;

    private Arrivals() {}

    /// Closes the claim of the unit the person belongs to by now, whose account is held; what the audit log is to say
    /// of it.
    public static Uni<List<AuditEvent>> close(SqlConnection tx, long person, Origin origin) {
        return Database.rows(
                tx,
                CLOSE,
                Tuple.of(person, origin.actorId(), REASON),
                row -> AuditEvent.of(origin, "cadre.conflict-close", Subject.cadre(person), row.getLong("claimed_unit"))
                        .because(REASON));
    }
}
