package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// Shows one personal field in clear (A1.9): with a reason, not too many in an hour, and never without its entry in the
/// audit log, which is committed before the value leaves.
@Singleton
class RevelationService {

    private static final String ACTION = "cadre.reveal";
    private static final String SEEN = """
            select count(*) as seen from audit_entry
            where actor_id = $1 and action = 'cadre.reveal' and at > now() - interval '1 hour'
            """;

    private final CadreWriting writing;
    private final Database database;
    private final AuditLog audit;
    private final CadreConfig config;

    RevelationService(CadreWriting writing, Database database, AuditLog audit, CadreConfig config) {
        this.writing = writing;
        this.database = database;
        this.audit = audit;
        this.config = config;
    }

    /// The field of a record beneath `unitPath`.
    Uni<Revelation> reveal(long id, String unitPath, RevelationRequest request, Origin origin) {
        return database.transaction(
                tx -> Database.rows(tx, SEEN, Tuple.of(origin.actorId()), row -> row.getLong("seen"))
                        .chain(seen -> seen.getFirst() >= config.revelationsPerHour()
                                ? answer(new Revelation.Enough())
                                : reveal(tx, id, unitPath, request, origin)));
    }

    private Uni<Revelation> reveal(
            SqlConnection tx, long id, String unitPath, RevelationRequest request, Origin origin) {
        return writing.lock(tx, id, unitPath)
                .chain(found -> found.map(stored -> shown(tx, stored, request, origin))
                        .orElseGet(() -> answer(new Revelation.Absent())));
    }

    private Uni<Revelation> shown(SqlConnection tx, StoredCadre stored, RevelationRequest request, Origin origin) {
        CadreRecord record = stored.record();
        String value = switch (request.field()) {
            case ID_NUMBER -> record.idNumber().value();
            case MOBILE -> record.mobile();
            case EMAIL -> record.email();
            case QQ -> record.qq();
        };
        AuditEvent event = AuditEvent.of(origin, ACTION, Subject.cadre(stored.id()), stored.unitId())
                .because(request.reason().strip())
                .changing(List.of(new Change(request.field().wireName, null, null, null)));
        return audit.append(tx, event).replaceWith(new Revelation.Shown(value));
    }

    private static Uni<Revelation> answer(Revelation revelation) {
        return Uni.createFrom().item(revelation);
    }
}
