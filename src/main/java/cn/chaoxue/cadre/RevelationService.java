package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.cadre.Revealing.Shown;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Shows one personal field in clear (A1.9): with a reason, not too many in an hour, and never without its entry in the
/// audit log, which is committed before the value leaves.
@Singleton
class RevelationService {

    private final CadreWriting writing;
    private final Amendments amendments;
    private final Database database;
    private final AuditLog audit;
    private final Revealing revealing;

    RevelationService(
            CadreWriting writing, Amendments amendments, Database database, AuditLog audit, Revealing revealing) {
        this.writing = writing;
        this.amendments = amendments;
        this.database = database;
        this.audit = audit;
        this.revealing = revealing;
    }

    /// The field of a record beneath `unitPath`.
    Uni<Shown<RevealedView>> reveal(long id, String unitPath, RevelationRequest request, Origin origin) {
        return counted(
                origin,
                tx -> writing.lock(tx, id, unitPath)
                        .call(found -> note(tx, Revealing.CADRE, found, request, origin))
                        .map(found -> found.map(stored -> RevealedView.of(request.field(), stored))));
    }

    /// The field of a proposal that waits beneath `unitPath`, beside the one of the record.
    Uni<Shown<RevealedProposalView>> revealProposal(
            long id, String unitPath, RevelationRequest request, Origin origin) {
        return counted(
                origin,
                tx -> amendments
                        .lock(tx, id, unitPath)
                        .call(found -> note(tx, Revealing.AMENDMENT, found.map(Amendment::stored), request, origin))
                        .map(found -> found.map(amendment -> RevealedProposalView.of(request.field(), amendment))));
    }

    private <V> Uni<Shown<V>> counted(Origin origin, Function<SqlConnection, Uni<Optional<V>>> showing) {
        return database.transaction(tx -> revealing.unlessEnough(
                tx, origin.actorId(), () -> showing.apply(tx).map(Shown::of)));
    }

    private Uni<Void> note(
            SqlConnection tx, String action, Optional<StoredCadre> found, RevelationRequest request, Origin origin) {
        List<AuditEvent> events = found.stream()
                .map(stored -> AuditEvent.of(origin, action, Subject.cadre(stored.id()), stored.unitId()))
                .map(event -> event.because(request.reason().strip())
                        .changing(List.of(new Change(request.field().wireName, null, null, null))))
                .toList();
        return audit.append(tx, events);
    }
}
