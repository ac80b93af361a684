package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.identity.Activations;
import cn.chaoxue.identity.Grant;
import cn.chaoxue.identity.PasswordPolicy;
import cn.chaoxue.identity.Passwords;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// PENDING → (confirm) ACTIVE (A1.3): account and record change in one transaction, or neither does.
@Singleton
class ActivationService {

    private final OpenedNumbers numbers;
    private final Passwords passwords;
    private final Activations activations;
    private final Database database;
    private final AuditLog audit;

    ActivationService(
            OpenedNumbers numbers, Passwords passwords, Activations activations, Database database, AuditLog audit) {
        this.numbers = numbers;
        this.passwords = passwords;
        this.activations = activations;
        this.database = database;
        this.audit = audit;
    }

    /// Confirms the record as it stands and sets the password that replaces the initial one.
    Uni<ActivationOutcome> confirm(long unitId, String newPassword, @Nullable String device, Origin origin) {
        long cadreId = origin.actorId();
        return numbers.of(cadreId)
                .map(opened -> PasswordPolicy.objection(newPassword, opened))
                .chain(objection -> objection
                        .map(ActivationService::unfit)
                        .orElseGet(() -> activate(newPassword, unitId, device, origin)));
    }

    private Uni<ActivationOutcome> activate(String newPassword, long unitId, @Nullable String device, Origin origin) {
        AuditEvent done = AuditEvent.of(origin, "account.activate", Subject.cadre(origin.actorId()), unitId);
        return passwords
                .hash(newPassword)
                .chain(hash -> database.transaction(tx -> unlessUnderReview(tx, hash, device, done)));
    }

    private Uni<ActivationOutcome> unlessUnderReview(
            SqlConnection tx, String hash, @Nullable String device, AuditEvent done) {
        long id = done.subject().id();
        return AccountKeeping.lock(tx, id)
                .chain(() -> Amendments.waits(tx, id))
                .chain(waits ->
                        waits ? underReview() : activate(tx, hash, device, done).map(ActivationService::outcome));
    }

    private static ActivationOutcome outcome(Optional<Grant> grant) {
        return grant.<ActivationOutcome>map(ActivationOutcome.Activated::new)
                .orElseGet(ActivationOutcome.AlreadyActive::new);
    }

    private Uni<Optional<Grant>> activate(SqlConnection tx, String hash, @Nullable String device, AuditEvent done) {
        long cadreId = done.subject().id();
        return activations
                .activate(tx, cadreId, hash, device)
                .call(() -> CadreRepository.activate(tx, cadreId))
                .call(grant -> audit.append(tx, grant.map(_ -> List.of(done)).orElse(List.of())));
    }

    private static Uni<ActivationOutcome> underReview() {
        return Uni.createFrom().item(new ActivationOutcome.UnderReview());
    }

    private static Uni<ActivationOutcome> unfit(String objection) {
        return Uni.createFrom().item(new ActivationOutcome.Unfit(objection));
    }
}
