package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;

/// Shows one personal field in clear (A1.9): with a reason, not too many in an hour, and never without its entry in the
/// audit log, which is committed before the value leaves.
@Singleton
class RevelationService {

    private final CadreWriting writing;
    private final Database database;
    private final AuditLog audit;
    private final Revealing revealing;

    RevelationService(CadreWriting writing, Database database, AuditLog audit, Revealing revealing) {
        this.writing = writing;
        this.database = database;
        this.audit = audit;
        this.revealing = revealing;
    }

    /// The field of a record beneath `unitPath`.
    Uni<Revealing.Shown> reveal(long id, String unitPath, RevelationRequest request, Origin origin) {
        return database.transaction(
                tx -> revealing.unlessEnough(tx, origin.actorId(), () -> reveal(tx, id, unitPath, request, origin)));
    }

    private Uni<Revealing.Shown> reveal(
            SqlConnection tx, long id, String unitPath, RevelationRequest request, Origin origin) {
        return writing.lock(tx, id, unitPath)
                .chain(found -> found.map(stored -> shown(tx, stored, request, origin))
                        .orElseGet(() -> answer(new Revealing.Absent())));
    }

    private Uni<Revealing.Shown> shown(SqlConnection tx, StoredCadre stored, RevelationRequest request, Origin origin) {
        CadreRecord record = stored.record();
        String value = switch (request.field()) {
            case ID_NUMBER -> record.idNumber().value();
            case MOBILE -> record.mobile();
            case EMAIL -> record.email();
            case QQ -> record.qq();
        };
        AuditEvent event = AuditEvent.of(origin, Revealing.CADRE, Subject.cadre(stored.id()), stored.unitId())
                .because(request.reason().strip())
                .changing(List.of(new Change(request.field().wireName, null, null, null)));
        return audit.append(tx, event).replaceWith(new Revealing.Value(value));
    }

    private static Uni<Revealing.Shown> answer(Revealing.Shown shown) {
        return Uni.createFrom().item(shown);
    }
}
