package cn.chaoxue.identity;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is written down of one step with a second factor, by its owner and in the step's transaction.
final class FactorLog {

    private final AuditLog audit;
    private final SqlConnection tx;
    private final AuditEvent about;
    private final @Nullable String device;

    FactorLog(AuditLog audit, SqlConnection tx, Account account, Arrival arrival) {
        this.audit = audit;
        this.tx = tx;
        this.device = arrival.device();
        this.about = AuditEvent.of(
                new Origin(account.id(), arrival.address()),
                "",
                Subject.cadre(account.id()),
                account.unit().id());
    }

    /// The device the step came from, as it says itself.
    @Nullable
    String device() {
        return device;
    }

    /// `value` is what `field` is from then on; null where there is none to tell.
    Uni<Void> add(String action, @Nullable String field, @Nullable String value) {
        List<Change> what = field == null
                ? List.of()
                : Change.of(field, null, value).stream().toList();
        return audit.append(tx, about.as(action).changing(what));
    }
}
