package cn.chaoxue.org;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Makes planned changes of the tree when their day has come, as who planned them would: with the rights of the unit
/// they were planned at. A plan is locked while it is made and settled with it, so several workers do no harm; one that
/// fails holds up no other, and is tried again.
@Singleton
class DuePlans {

    private static final Logger LOG = Logger.getLogger(DuePlans.class);
    /// More than are ever due, so that those that fail time and again leave room for others.
    private static final String DUE = """
            select id from unit_plan where state = 'PLANNED' and effective_on <= $1 order by effective_on, id limit 1000
            """;
    /// Changes of one day meet one another's units: one process makes them, one after the other. Any number, as long as
    /// nobody else locks it.
    private static final String ALONE = "select pg_try_advisory_xact_lock(72617) as mine";
    private static final String LOCK = UnitPlan.SELECT.replace("from unit_plan", """
            , q.name as planner_unit, q.path as planner_path
            from unit_plan""") + """
             join unit q on q.id = p.planned_at_unit
            where $2 and p.id = $1 and p.state = 'PLANNED' for update of p skip locked
            """;

    private record Due(UnitPlan plan, int version, Caller planner) {

        static Due of(Row row) {
            Caller.CallerUnit unit = new Caller.CallerUnit(
                    row.getLong("planned_at_unit"), row.getString("planner_unit"), row.getString("planner_path"));
            return new Due(
                    UnitPlan.of(row), row.getInteger("version"), new Caller(row.getLong("planned_by"), Set.of(), unit));
        }
    }

    private final TreeService tree;
    private final Transplanting transplanting;
    private final Database database;
    private final LocalCalendar calendar;
    /// The plans of a day are one step: none must keep those after it from their turn.
    private static final Duration ALL_OF_A_DAY = Duration.ofHours(1);

    private final WorkerLoop loop;
    private final boolean worker;

    DuePlans(
            TreeService tree,
            Transplanting transplanting,
            Database database,
            LocalCalendar calendar,
            OrgConfig config,
            RolesConfig roles) {
        this.tree = tree;
        this.transplanting = transplanting;
        this.database = database;
        this.calendar = calendar;
        this.loop = new WorkerLoop("due plans", config.duePause(), this::carryOutDue).within(ALL_OF_A_DAY);
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

    /// Some that are due now, the earliest first. Yields how many were settled.
    Uni<Integer> carryOutDue() {
        return database.query(DUE, Tuple.of(calendar.today()), row -> row.getLong("id"))
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(this::settleOne)
                .collect()
                .with(Collectors.summingInt(settled -> settled ? 1 : 0));
    }

    private Uni<Boolean> settleOne(long id) {
        return tree.planned(tx -> carryOut(tx, id))
                .onFailure()
                .invoke(failure -> LOG.warnf("plan %d could not be carried out, will be tried again: %s", id, failure))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Boolean> carryOut(SqlConnection tx, long id) {
        return Database.rows(tx, ALONE, Tuple.tuple(), row -> row.getBoolean("mine"))
                .chain(mine -> Database.rows(tx, LOCK, Tuple.of(id, mine.getFirst()), Due::of))
                .map(found -> found.stream().findFirst())
                .chain(found -> found.map(due -> carryOut(tx, due))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> carryOut(SqlConnection tx, Due due) {
        return waits(tx, due.plan())
                .chain(waits -> waits
                        ? Uni.createFrom().item(false)
                        : change(tx, due)
                                .chain(change -> settle(tx, due.plan(), change))
                                .replaceWith(true));
    }

    /// Who leaves on the day a unit is closed on leaves first.
    private Uni<Boolean> waits(SqlConnection tx, UnitPlan plan) {
        return plan.kind() == UnitPlan.Kind.CLOSURE
                ? transplanting.pending(tx, plan.unit().id(), calendar.today())
                : Uni.createFrom().item(false);
    }

    private Uni<TreeChange> change(SqlConnection tx, Due due) {
        UnitPlan plan = due.plan();
        Caller planner = due.planner();
        Origin origin = new Origin(planner.id(), "scheduled");
        long unit = plan.unit().id();
        LocalDate on = plan.effectiveOn();
        return switch (plan.kind()) {
            case OPENING -> tree.create(tx, planner, opened(plan), origin);
            case RENAME -> tree.rename(tx, planner, unit, renamed(due), origin);
            case MOVE -> tree.move(tx, planner, unit, other(plan), on, origin);
            case MERGER -> tree.merge(tx, planner, unit, other(plan), on, origin);
            case CLOSURE -> tree.close(tx, planner, unit, on, origin);
        };
    }

    private static UnitRequest opened(UnitPlan plan) {
        return new UnitRequest(
                plan.unit().id(),
                Objects.requireNonNull(plan.level()),
                Objects.requireNonNull(plan.name()),
                Objects.requireNonNull(plan.shortName()),
                plan.code(),
                plan.effectiveOn(),
                null);
    }

    private static UnitRequest renamed(Due due) {
        UnitPlan plan = due.plan();
        return new UnitRequest(
                null,
                null,
                Objects.requireNonNull(plan.name()),
                Objects.requireNonNull(plan.shortName()),
                plan.code(),
                plan.effectiveOn(),
                due.version());
    }

    private static long other(UnitPlan plan) {
        return Objects.requireNonNull(plan.otherUnit());
    }

    private static Uni<Void> settle(SqlConnection tx, UnitPlan plan, TreeChange change) {
        return switch (change) {
            case TreeChange.Done _ -> UnitPlans.settle(tx, plan.id(), UnitPlan.State.DONE, null);
            case TreeChange.Absent() -> UnitPlans.settle(tx, plan.id(), UnitPlan.State.FAILED, "absent");
            case TreeChange.Refused(String reason, String _, LocalDate _) ->
                UnitPlans.settle(tx, plan.id(), UnitPlan.State.FAILED, reason);
        };
    }
}
