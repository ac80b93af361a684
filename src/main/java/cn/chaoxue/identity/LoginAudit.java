package cn.chaoxue.identity;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import cn.chaoxue.platform.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Writes down what became of passwords of staff, right or wrong (A1.9). Gathered for half a second and off the path of
/// the login: neither a rush nor the time of an answer tells that it is there. Learners' logins are counted alone.
@Singleton
class LoginAudit {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(LoginAudit.class);
    private static final int BATCH = 500;
    private static final int MOST_WAITING = 10_000;

    private final ArrayBlockingQueue<AuditEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder lost = new LongAdder();
    private final Database database;
    private final AuditLog audit;
    private final WorkerLoop loop;
    private List<AuditEvent> unwritten = List.of();
    private @Nullable Uni<Integer> underWay;

    LoginAudit(Database database, AuditLog audit, MeterRegistry meters) {
        this.database = database;
        this.audit = audit;
        this.loop = new WorkerLoop("login audit", PAUSE, this::write);
        FeatureMeters feature = new FeatureMeters(meters, "identity");
        feature.level("login.audit.waiting", "Logins of staff not written down yet", waiting::size);
        feature.level("login.audit.limit", "Bound of logins of staff not written down yet", () -> MOST_WAITING);
        feature.counter("login.audit.lost", "Logins of staff that found the queue full", lost, LongAdder::sum);
    }

    void start(@Observes StartupEvent event, RolesConfig roles) {
        if (roles.api()) {
            loop.start();
        }
    }

    /// What waits is written before the process ends. Shutting down has a thread of its own, which may wait a little.
    void stop(@Observes ShutdownEvent event) {
        loop.stop();
        if (Context.isOnEventLoopThread()) {
            return;
        }
        try {
            drain().subscribeAsCompletionStage().get(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failure) {
            LOG.warnf("%d logins of staff were not written down: %s", waiting.size() + unwritten.size(), failure);
        }
    }

    /// Writes until nothing waits.
    Uni<Void> drain() {
        return Uni.createFrom()
                .deferred(this::write)
                .chain(() -> idle() ? Uni.createFrom().voidItem() : drain());
    }

    private synchronized boolean idle() {
        return waiting.isEmpty() && unwritten.isEmpty();
    }

    /// The password was looked at.
    void note(Account account, LoginOutcome outcome, String address) {
        if (!account.staff()) {
            return;
        }
        AuditEvent event = event(account, outcome, address);
        if (event != null && !waiting.offer(event)) {
            lost.increment();
        }
    }

    /// One batch; answers zero, so that the loop rests and gathers. A batch that fails is written with the next try,
    /// one that is under way is waited for.
    synchronized Uni<Integer> write() {
        if (underWay != null) {
            return underWay;
        }
        if (unwritten.isEmpty()) {
            List<AuditEvent> batch = new ArrayList<>();
            waiting.drainTo(batch, BATCH);
            unwritten = batch;
        }
        if (unwritten.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        List<AuditEvent> batch = unwritten;
        Uni<Integer> writing = database.transaction(tx -> audit.append(tx, batch))
                .map(_ -> written())
                .onFailure()
                .invoke(this::failed)
                .memoize()
                .indefinitely();
        underWay = writing;
        return writing;
    }

    private synchronized int written() {
        unwritten = List.of();
        underWay = null;
        return 0;
    }

    private synchronized void failed() {
        underWay = null;
    }

    private static @Nullable AuditEvent event(Account account, LoginOutcome outcome, String address) {
        return switch (outcome) {
            case LoginOutcome.Granted(Grant grant) -> granted(about(account, address), grant);
            case LoginOutcome.Denied() -> refused(about(account, address), account.status());
            case LoginOutcome.Braked _, LoginOutcome.Queued _, LoginOutcome.TurnedAway _ -> null;
        };
    }

    private static AuditEvent about(Account account, String address) {
        Origin origin = new Origin(account.id(), address);
        return AuditEvent.of(
                origin,
                "login.password",
                Subject.cadre(account.id()),
                account.unit().id());
    }

    /// The whole login of who owes nothing more; else the password alone.
    private static AuditEvent granted(AuditEvent about, Grant grant) {
        return grant.refreshToken() == null ? about : about.as("login.success");
    }

    private static AuditEvent refused(AuditEvent about, Account.Status status) {
        String why = status == Account.Status.ACTIVE
                ? "password"
                : "account-" + status.name().toLowerCase(java.util.Locale.ROOT);
        return about.as("login.refused")
                .changing(Change.of("refusal", null, why).stream().toList());
    }
}
