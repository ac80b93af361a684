package cn.chaoxue.activation;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.org.SteadyTree;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Takes back the activation of a subtree (A1.11), and takes that back: what is begun here is done by [ResetWork].
@Singleton
class Resets {

    private static final String PAGE = Reset.SELECT + " and r.id < $2 order by r.id desc limit $3";
    private static final String ONE = Reset.SELECT + " and r.id = $2";
    /// By the tree as it is now: what a caller was shown may be half a minute old.
    private static final String STANDS = """
            select path from unit where id = $1 and closed_on is null and starts_with(path, $2)
            """;
    private static final String BEGIN = """
            insert into activation_reset (unit_id, state, reason, started_by, total, undo_until, started_at_unit,
                reason_of_unit, started_at)
            values ($1, 'RESETTING', $2, $3, $4, now() + make_interval(secs => $5), $6, $6, clock_timestamp())
            returning id
            """;
    /// Every transfer is in the audit log, by the moment it is there for others.
    private static final String TRANSFERRED = """
            select exists (
                select from audit_entry where seq > $1 and action in ('posting.carry-out', 'cadre.transfer')) as transferred
            """;
    private static final String RUNNING = """
            select exists (
                select from activation_reset r join unit u on u.id = r.unit_id
                where r.state = 'RESETTING' and starts_with($1, u.path)) as running
            """;
    private static final String UNDO = """
            update activation_reset set state = 'UNDOING', last_id = 0, undone_by = $2, undo_reason = $3,
                undone_at_unit = $4, finished_at = null
            where id = $1 and state in ('RESETTING', 'RESET') and undo_until > now() returning unit_id
            """;

    private static final String SUPERIOR = """
            select exists (select from activation_reset r join unit s on s.id = r.started_at_unit
                where r.id = $1 and not starts_with(s.path, $2)) as superior
            """;

    private final Database database;
    private final AuditLog audit;
    private final ResetConfig config;

    Resets(Database database, AuditLog audit, ResetConfig config) {
        this.database = database;
        this.audit = audit;
        this.config = config;
    }

    /// How many would be reset: learners with a record and a password, disabled or not, nobody who answers for others.
    Uni<Integer> count(String unitPath) {
        return database.query(Resetting.COUNT, Tuple.of(unitPath), row -> row.getInteger("accounts"))
                .map(List::getFirst);
    }

    /// Those of units beneath `unitPath`, and those ordered there, newest first.
    Uni<List<Reset>> page(String unitPath, long before, int limit) {
        return database.query(PAGE, Tuple.of(unitPath, before, limit), Reset::of);
    }

    Uni<Optional<Reset>> one(long id, String unitPath) {
        return database.query(ONE, Tuple.of(unitPath, id), Reset::of)
                .map(found -> found.stream().findFirst());
    }

    /// Begins with a unit beneath the one the caller stands at.
    Uni<Ordered> begin(long unit, Caller.CallerUnit orderedAt, String reason, Origin origin) {
        return database.transaction(tx -> SteadyTree.hold(tx)
                .chain(() -> Database.rows(tx, STANDS, Tuple.of(unit, orderedAt.path()), row -> row.getString("path")))
                .chain(path -> path.isEmpty()
                        ? answer(new Ordered.Absent())
                        : begin(tx, unit, path.getFirst(), orderedAt.id(), reason, origin)));
    }

    /// Counts before the lock: nobody is transferred while it is held, and so many are counted in a second. Only where
    /// somebody was transferred in that second are they counted once more.
    private Uni<Ordered> begin(SqlConnection tx, long unit, String path, long orderedAt, String reason, Origin origin) {
        return Database.rows(tx, Resetting.COUNT_AND_END, Tuple.of(path), Counted::of)
                .map(List::getFirst)
                .call(() -> OrderOfResets.ordering(tx))
                .chain(counted -> unlessTransferred(tx, counted, path))
                .chain(total -> unlessRunning(tx, path, () -> begin(tx, unit, orderedAt, total, reason, origin)));
    }

    /// @param end of the audit log at that moment
    private record Counted(int accounts, long end) {

        static Counted of(Row row) {
            return new Counted(row.getInteger("accounts"), row.getLong("seq"));
        }
    }

    private static Uni<Integer> unlessTransferred(SqlConnection tx, Counted counted, String path) {
        return Database.rows(tx, TRANSFERRED, Tuple.of(counted.end()), row -> row.getBoolean("transferred"))
                .chain(transferred -> transferred.getFirst()
                        ? Database.rows(tx, Resetting.COUNT, Tuple.of(path), row -> row.getInteger("accounts"))
                                .map(List::getFirst)
                        : Uni.createFrom().item(counted.accounts()));
    }

    /// Asked after the wait: of two orders at once the second sees the first.
    private static Uni<Ordered> unlessRunning(SqlConnection tx, String path, Supplier<Uni<Ordered>> begun) {
        return Database.rows(tx, RUNNING, Tuple.of(path), row -> row.getBoolean("running"))
                .chain(running -> running.getFirst() ? answer(new Ordered.Running()) : begun.get());
    }

    private Uni<Ordered> begin(SqlConnection tx, long unit, long orderedAt, int total, String reason, Origin origin) {
        AuditEvent event = AuditEvent.of(origin, "activation.reset", Subject.unit(unit), unit)
                .because(reason)
                .changing(Change.of("accounts", null, total).stream().toList());
        double undoSeconds = config.undoFor().toSeconds();
        return Database.rows(
                        tx,
                        BEGIN,
                        Tuple.of(unit, reason, origin.actorId(), total, undoSeconds, orderedAt),
                        row -> row.getLong("id"))
                .<Ordered>map(ids -> new Ordered.Begun(ids.getFirst()))
                .call(() -> audit.append(tx, event));
    }

    private static Uni<Ordered> answer(Ordered ordered) {
        return Uni.createFrom().item(ordered);
    }

    /// Whether a unit above the one at `unitPath` ordered it.
    Uni<Boolean> superior(long id, String unitPath) {
        return database.query(SUPERIOR, Tuple.of(id, unitPath), row -> row.getBoolean("superior"))
                .map(List::getFirst);
    }

    /// Begins to undo one that the caller was found to reach; whether it still can be.
    Uni<Boolean> undo(long reset, Caller.CallerUnit at, String reason, Origin origin) {
        return database.transaction(tx -> SteadyTree.hold(tx)
                .chain(() -> Database.rows(
                        tx, UNDO, Tuple.of(reset, origin.actorId(), reason, at.id()), row -> row.getLong("unit_id")))
                .call(undone -> undone.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : told(tx, reset, at, undoing(undone.getFirst(), reason, origin)))
                .map(undone -> !undone.isEmpty()));
    }

    private static AuditEvent undoing(long unit, String reason, Origin origin) {
        return AuditEvent.of(origin, "activation.reset-undo", Subject.unit(unit), unit)
                .because(reason);
    }

    /// An entry for each side.
    private Uni<Void> told(SqlConnection tx, long reset, Caller.CallerUnit at, AuditEvent event) {
        return Database.rows(tx, Side.OF, Tuple.of(reset, at.path()), Side::of)
                .map(sides -> sides.stream().map(side -> side.read(event)).toList())
                .chain(events -> audit.append(tx, events));
    }
}
