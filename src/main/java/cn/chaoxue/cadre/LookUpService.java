package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Tells who has an ID number: like a revelation, not too often in an hour and never without its entry in the audit
/// log, whether there is anybody or not. The number itself is noted nowhere.
@Singleton
class LookUpService {

    private final CadreSearch cadres;
    private final Revealing revealing;
    private final Database database;
    private final AuditLog audit;

    LookUpService(CadreSearch cadres, Revealing revealing, Database database, AuditLog audit) {
        this.cadres = cadres;
        this.revealing = revealing;
        this.database = database;
        this.audit = audit;
    }

    /// Looks beneath the caller's `unit`.
    Uni<LookedUp> lookUp(ResidentId number, Caller.CallerUnit unit, Origin origin) {
        return database.transaction(tx -> revealing
                .enough(tx, origin.actorId())
                .chain(enough -> enough ? answer(new LookedUp.Enough()) : lookUp(tx, number, unit, origin)));
    }

    private Uni<LookedUp> lookUp(SqlConnection tx, ResidentId number, Caller.CallerUnit unit, Origin origin) {
        return cadres.lookUp(tx, number, unit.path())
                .call(found -> audit.append(tx, event(found, unit, origin)))
                .map(found -> found.<LookedUp>map(LookedUp.Somebody::new).orElseGet(LookedUp.Nobody::new));
    }

    /// On the person found, or on the unit in which there is nobody.
    private static AuditEvent event(Optional<CadreRow> found, Caller.CallerUnit unit, Origin origin) {
        return found.map(row -> AuditEvent.of(
                        origin,
                        Revealing.LOOK_UP,
                        Subject.cadre(row.id()),
                        row.unit().id()))
                .orElseGet(() -> AuditEvent.of(origin, Revealing.LOOK_UP, Subject.unit(unit.id()), unit.id()));
    }

    private static Uni<LookedUp> answer(LookedUp outcome) {
        return Uni.createFrom().item(outcome);
    }
}
