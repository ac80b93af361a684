package cn.chaoxue.org;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keeps changes of the tree for days ahead. Who plans one could make it now; whether the tree allows it is seen on its
/// day.
@Singleton
class UnitPlans {

    private static final String INSERT = """
            insert into unit_plan (unit_id, kind, state, effective_on, name, short_name, code, other_unit, planned_by,
                planned_at_unit, level)
            values ($1, $2, 'PLANNED', $3, $4, $5, $6, $7, $8, $9, $10) returning id
            """;
    private static final String PAGE = UnitPlan.SELECT + """
             where u.path >= $1 and u.path < rtrim($1, '/') || '0' and p.id < $2 order by p.id desc limit $3
            """;
    private static final String CANCEL = """
            update unit_plan p set state = 'CANCELLED', answer = $3 from unit u
            where p.id = $1 and u.id = p.unit_id and p.state = 'PLANNED'
                and (u.path > $2 or u.path = $2 and p.kind = 'OPENING') and u.path < rtrim($2, '/') || '0'
            returning p.unit_id
            """;

    private static final String FOLLOW = """
            update unit_plan set
                planned_at_unit = case when planned_at_unit = $1 then $2::bigint else planned_at_unit end,
                other_unit = case when other_unit = $1 then $2::bigint else other_unit end,
                unit_id = case when unit_id = $1 and kind = 'OPENING' then $2::bigint else unit_id end
            where state = 'PLANNED' and (planned_at_unit = $1 or other_unit = $1 or unit_id = $1 and kind = 'OPENING')
            """;

    private final Database database;
    private final AuditLog audit;

    UnitPlans(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /// Plans about units beneath `unitPath`, newest first.
    Uni<List<UnitPlan>> page(String unitPath, long before, int limit) {
        return database.query(PAGE, Tuple.of(unitPath, before, limit), UnitPlan::of);
    }

    /// Notes a plan about units the caller was found to reach.
    Uni<UnitPlan> plan(Caller caller, UnitPlanRequest request, Origin origin) {
        Tuple arguments = Tuple.wrap(java.util.Arrays.<Object>asList(
                request.unitId(),
                request.kind().name(),
                request.effectiveOn(),
                request.name(),
                request.shortName(),
                request.code(),
                request.otherUnit(),
                caller.id(),
                caller.unit().id(),
                request.level() == null ? null : request.level().name()));
        return database.transaction(tx -> Database.rows(tx, INSERT, arguments, row -> row.getLong("id"))
                .call(() -> audit.append(tx, planned(request, origin)))
                .chain(ids -> one(tx, ids.getFirst())));
    }

    private static Uni<UnitPlan> one(SqlConnection tx, long id) {
        return Database.rows(tx, UnitPlan.SELECT + " where p.id = $1", Tuple.of(id), UnitPlan::of)
                .map(List::getFirst);
    }

    private static AuditEvent planned(UnitPlanRequest request, Origin origin) {
        long unit = request.unitId();
        return AuditEvent.of(origin, "unit.plan", Subject.unit(unit), unit)
                .changing(Stream.of(
                                Change.of("kind", null, request.kind()),
                                Change.of("name", null, request.name()),
                                Change.ofUnit("otherUnit", null, request.otherUnit()),
                                Change.of("effectiveOn", null, request.effectiveOn()))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /// Cancels one beneath `unitPath` before its day; whether there was one.
    Uni<Boolean> cancel(long id, String unitPath, String reason, Origin origin) {
        return database.transaction(tx -> Database.rows(
                        tx, CANCEL, Tuple.of(id, unitPath, reason), row -> row.getLong("unit_id"))
                .call(units -> audit.append(
                        tx,
                        units.stream()
                                .map(unit -> AuditEvent.of(origin, "unit.plan-cancel", Subject.unit(unit), unit)
                                        .because(reason))
                                .toList()))
                .map(units -> !units.isEmpty()));
    }

    /// What was planned at a unit that went into another, beneath it or towards it is the other's. What was planned
    /// with itself finds it closed.
    static Uni<Void> follow(SqlConnection tx, long from, long into) {
        return Database.rows(tx, FOLLOW, Tuple.of(from, into), _ -> true).replaceWithVoid();
    }

    static Uni<Void> settle(SqlConnection tx, long id, UnitPlan.State state, @Nullable String answer) {
        String sql = "update unit_plan set state = $2, answer = $3 where id = $1 and state = 'PLANNED'";
        return Database.rows(tx, sql, Tuple.of(id, state.name(), answer), _ -> true)
                .replaceWithVoid();
    }
}
