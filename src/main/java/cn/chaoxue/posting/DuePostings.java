package cn.chaoxue.posting;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.org.LocalCalendar;
import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Carries out accepted changes whose day has come, one transaction each; any number of workers may do so at once. What
/// something stands in the way of is marked failed, with what it was; what fails for now is tried again the next time.
/// Neither holds up any other.
@Singleton
class DuePostings {

    private static final Logger LOG = Logger.getLogger(DuePostings.class);
    private static final String ADDRESS = "scheduled";

    private final CarryingOut carrying;
    private final AuditLog audit;
    private final Database database;
    private final LocalCalendar calendar;
    private final WorkerLoop loop;
    private final boolean worker;

    DuePostings(
            CarryingOut carrying,
            AuditLog audit,
            Database database,
            LocalCalendar calendar,
            PostingConfig config,
            RolesConfig roles) {
        this.carrying = carrying;
        this.audit = audit;
        this.database = database;
        this.calendar = calendar;
        this.loop = new WorkerLoop("due postings", config.duePause(), this::carryOutDue);
        this.worker = roles.worker();
    }

    void begin(@Observes StartupEvent event) {
        if (worker) {
            loop.start();
        }
    }

    void end(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /// All that are due now. Yields how many were settled, done or failed.
    Uni<Integer> carryOutDue() {
        AtomicLong last = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(() -> next(last))
                .whilst(Optional::isPresent)
                .collect()
                .with(Collectors.summingInt(settled -> settled.orElse(false) ? 1 : 0));
    }

    /// Whether the next one is settled; empty when there is none.
    private Uni<Optional<Boolean>> next(AtomicLong last) {
        AtomicLong tried = new AtomicLong();
        return settleNext(tried, last.get())
                .onFailure(_ -> tried.get() != 0)
                .recoverWithItem(failure -> left(tried.get(), failure))
                .map(settled -> Optional.of(settled).filter(_ -> tried.get() != 0))
                .invoke(() -> last.accumulateAndGet(tried.get(), Math::max));
    }

    /// Notes which one it tries, if there is one.
    private Uni<Boolean> settleNext(AtomicLong tried, long after) {
        return AllOrNothing.in(
                        database,
                        tx -> PostingChanges.due(tx, calendar.today(), after)
                                .invoke(found -> found.ifPresent(tried::set))
                                .chain(found -> found.map(id -> carryOut(tx, id))
                                        .orElseGet(() -> Uni.createFrom().item(new PostingOutcome.Absent()))))
                .call(outcome -> unlessDone(tried.get(), outcome))
                .map(outcome -> !(outcome instanceof PostingOutcome.Absent));
    }

    /// Unless it was settled while its person's account was waited for.
    private Uni<PostingOutcome> carryOut(SqlConnection tx, long id) {
        return PostingChanges.lock(tx, id)
                .map(found -> found.filter(change -> change.dueOn(calendar.today())))
                .chain(found -> found.map(change -> carrying.carryOut(tx, change, List.of(), origin(change)))
                        .orElseGet(() -> Uni.createFrom().item(new PostingOutcome.Absent())));
    }

    private static boolean left(long change, Throwable failure) {
        LOG.warnf("change %d could not be carried out, will be tried again: %s", change, failure);
        return false;
    }

    private Uni<Void> unlessDone(long id, PostingOutcome outcome) {
        return outcome instanceof PostingOutcome.Refused refused
                ? database.transaction(tx ->
                        PostingChanges.fail(tx, id, refused.reason()).chain(failed -> audit.append(tx, failed(failed))))
                : Uni.createFrom().voidItem();
    }

    private static List<AuditEvent> failed(Optional<PostingChange> failed) {
        return failed.map(change -> PostingTrace.events(change, origin(change), "posting.fail"))
                .orElse(List.of());
    }

    private static Origin origin(PostingChange change) {
        return new Origin(Objects.requireNonNull(change.decidedBy()), ADDRESS);
    }
}
