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
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes planned changes of the tree when their day has come, as who planned them would: with the rights of the unit
/// they were planned at. A change made twice is refused by the tree, so several workers do no harm.
@Singleton
class DuePlans {

    private static final String DUE = UnitPlan.SELECT.replace("from unit_plan", """
            , q.name as planner_unit, q.path as planner_path
            from unit_plan""") + """
             join unit q on q.id = p.planned_at_unit
            where p.state = 'PLANNED' and p.effective_on <= $1 order by p.effective_on, p.id limit 50
            """;

    private record Due(UnitPlan plan, int version, Caller planner) {

        static Due of(Row row) {
            Caller.CallerUnit unit = new Caller.CallerUnit(
                    row.getLong("planned_at_unit"), row.getString("planner_unit"), row.getString("planner_path"));
            return new Due(
                    UnitPlan.of(row),
                    row.getInteger("version"),
                    new Caller(row.getLong("planned_by"), "", Set.of(), unit));
        }
    }

    private final TreeService tree;
    private final UnitPlans plans;
    private final Database database;
    private final LocalCalendar calendar;
    private final WorkerLoop loop;
    private final boolean worker;

    DuePlans(
            TreeService tree,
            UnitPlans plans,
            Database database,
            LocalCalendar calendar,
            OrgConfig config,
            RolesConfig roles) {
        this.tree = tree;
        this.plans = plans;
        this.database = database;
        this.calendar = calendar;
        this.loop = new WorkerLoop("due plans", config.duePause(), this::carryOutDue);
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
        LocalDate today = calendar.today();
        return database.query(DUE, Tuple.of(today), Due::of)
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(due -> change(due).call(change -> settle(due.plan(), change)))
                .collect()
                .with(Collectors.summingInt(_ -> 1));
    }

    private Uni<TreeChange> change(Due due) {
        UnitPlan plan = due.plan();
        Caller planner = due.planner();
        Origin origin = new Origin(planner.id(), "scheduled");
        long unit = plan.unit().id();
        LocalDate on = plan.effectiveOn();
        return switch (plan.kind()) {
            case RENAME -> tree.rename(planner, unit, renamed(due), origin);
            case MOVE -> tree.move(planner, unit, other(plan), on, origin);
            case MERGER -> tree.merge(planner, unit, other(plan), on, origin);
            case CLOSURE -> tree.close(planner, unit, on, origin);
        };
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

    private Uni<Void> settle(UnitPlan plan, TreeChange change) {
        return switch (change) {
            case TreeChange.Done _ -> plans.settle(plan.id(), UnitPlan.State.DONE, null);
            case TreeChange.Absent() -> plans.settle(plan.id(), UnitPlan.State.FAILED, "absent");
            case TreeChange.Refused(String reason, String _) -> plans.settle(plan.id(), UnitPlan.State.FAILED, reason);
        };
    }
}
