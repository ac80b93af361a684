package cn.chaoxue.cadre;

import cn.chaoxue.identity.Activations;
import cn.chaoxue.identity.Grant;
import cn.chaoxue.identity.PasswordPolicy;
import cn.chaoxue.identity.Passwords;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.Optional;

/// PENDING → (confirm) ACTIVE (A1.3): account and record change in one transaction, or neither does.
@Singleton
class ActivationService {

    private final OpenedNumbers numbers;
    private final Passwords passwords;
    private final Activations activations;
    private final Database database;

    ActivationService(OpenedNumbers numbers, Passwords passwords, Activations activations, Database database) {
        this.numbers = numbers;
        this.passwords = passwords;
        this.activations = activations;
        this.database = database;
    }

    /// Confirms the record as it stands and sets the password that replaces the initial one.
    Uni<ActivationOutcome> confirm(long cadreId, String newPassword) {
        return numbers.of(cadreId)
                .map(opened -> PasswordPolicy.objection(newPassword, opened))
                .chain(objection ->
                        objection.map(ActivationService::unfit).orElseGet(() -> activate(cadreId, newPassword)));
    }

    private Uni<ActivationOutcome> activate(long cadreId, String newPassword) {
        return passwords
                .hash(newPassword)
                .chain(hash -> database.transaction(tx -> activate(tx, cadreId, hash)))
                .map(grant -> grant.<ActivationOutcome>map(ActivationOutcome.Activated::new)
                        .orElseGet(ActivationOutcome.AlreadyActive::new));
    }

    private Uni<Optional<Grant>> activate(SqlConnection tx, long cadreId, String hash) {
        return activations.activate(tx, cadreId, hash).call(() -> CadreRepository.activate(tx, cadreId));
    }

    private static Uni<ActivationOutcome> unfit(String objection) {
        return Uni.createFrom().item(new ActivationOutcome.Unfit(objection));
    }
}
