package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.identity.Activation;
import cn.chaoxue.identity.Activations;
import cn.chaoxue.identity.Grant;
import cn.chaoxue.identity.PasswordPolicy;
import cn.chaoxue.identity.Passwords;
import cn.chaoxue.identity.Session;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
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

    /// Confirms the record as it stands and sets the password that replaces the initial one; `use` is what that opened.
    Uni<ActivationOutcome> confirm(Session use, String newPassword, @Nullable String device, Origin origin) {
        return numbers.of(use.caller().id())
                .map(opened -> PasswordPolicy.objection(newPassword, opened))
                .chain(objection -> objection
                        .map(ActivationService::unfit)
                        .orElseGet(() -> activate(use, newPassword, device, origin)));
    }

    private Uni<ActivationOutcome> activate(Session use, String newPassword, @Nullable String device, Origin origin) {
        return passwords
                .hash(newPassword)
                .chain(hash -> database.transaction(tx -> unlessUnderReview(tx, use, hash, device, origin)));
    }

    private Uni<ActivationOutcome> unlessUnderReview(
            SqlConnection tx, Session use, String hash, @Nullable String device, Origin origin) {
        long id = use.caller().id();
        return AccountKeeping.lock(tx, id)
                .chain(() -> Amendments.waits(tx, id))
                .chain(waits -> waits
                        ? underReview()
                        : activations
                                .activate(tx, use, hash, device)
                                .call(activation -> note(tx, use, activation, origin))
                                .map(ActivationService::outcome));
    }

    private static ActivationOutcome outcome(Activation activation) {
        return switch (activation) {
            case Activation.Done(Grant grant) -> new ActivationOutcome.Activated(grant);
            case Activation.Over() -> new ActivationOutcome.AlreadyActive();
            case Activation.Superseded() -> new ActivationOutcome.Superseded();
            case Activation.Closed() -> new ActivationOutcome.Closed();
        };
    }

    private Uni<Void> note(SqlConnection tx, Session use, Activation activation, Origin origin) {
        if (!(activation instanceof Activation.Done)) {
            return Uni.createFrom().voidItem();
        }
        long id = use.caller().id();
        AuditEvent done = AuditEvent.of(
                origin,
                "account.activate",
                Subject.cadre(id),
                use.caller().unit().id());
        return CadreRepository.activate(tx, id).chain(() -> audit.append(tx, done));
    }

    private static Uni<ActivationOutcome> underReview() {
        return Uni.createFrom().item(new ActivationOutcome.UnderReview());
    }

    private static Uni<ActivationOutcome> unfit(String objection) {
        return Uni.createFrom().item(new ActivationOutcome.Unfit(objection));
    }
}
