package cn.chaoxue.activation;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps windows, each change with its entry in the audit log.
@Singleton
class Windows {

    private static final String PAGE = ActivationWindow.SELECT + """
             where u.path >= $1 and u.path < rtrim($1, '/') || '0' and w.id < $2 order by w.id desc limit $3
            """;
    private static final String COVERED = """
            select max(w.closes_at) as until from activation_window w join unit u on u.id = w.unit_id
            where w.ended_at is null and w.opens_at <= now() and w.closes_at > now() and starts_with($1, u.path)
            """;
    private static final String OPEN = """
            insert into activation_window (unit_id, opens_at, closes_at, reason, opened_by, opened_at_unit)
            select u.id, $2, $3, $4, $5, $6 from (
                select id from unit where id = $1 and closed_on is null for share) u
            returning id
            """;
    private static final String CLOSE = """
            update activation_window w set ended_at = now(), ended_by = $3 from unit u
            where w.id = $1 and u.id = w.unit_id and u.path >= $2 and u.path < rtrim($2, '/') || '0'
                and w.ended_at is null and w.closes_at > now()
            returning w.unit_id
            """;

    private static final String SUPERIOR = """
            select exists (select from activation_window w join unit u on u.id = w.unit_id
                join unit s on s.id = w.opened_at_unit
                where w.id = $1 and starts_with(u.path, $2) and not starts_with(s.path, $2)) as superior
            """;

    private final Database database;
    private final AuditLog audit;

    Windows(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /// Windows of units beneath `unitPath`, newest first.
    Uni<List<ActivationWindow>> page(String unitPath, long before, int limit) {
        return database.query(PAGE, Tuple.of(unitPath, before, limit), ActivationWindow::of);
    }

    /// Until when the unit is open; empty when it is not.
    Uni<Optional<Instant>> coveredUntil(String unitPath) {
        return database.query(COVERED, Tuple.of(unitPath), row -> Optional.ofNullable(row.getOffsetDateTime("until")))
                .map(found -> found.getFirst().map(OffsetDateTime::toInstant));
    }

    /// Opens a window for a unit that the caller, standing at `openedAt`, was found to reach; empty where that is
    /// closed.
    Uni<Optional<ActivationWindow>> open(WindowRequest request, long openedAt, Origin origin) {
        Tuple arguments = Tuple.of(
                request.unitId(),
                request.opensAt().atOffset(ZoneOffset.UTC),
                request.closesAt().atOffset(ZoneOffset.UTC),
                request.reason().strip(),
                origin.actorId(),
                openedAt);
        AuditEvent event = AuditEvent.of(
                        origin, "activation.window-open", Subject.unit(request.unitId()), request.unitId())
                .because(request.reason().strip())
                .changing(Stream.of(
                                Change.of("opensAt", null, request.opensAt()),
                                Change.of("closesAt", null, request.closesAt()))
                        .flatMap(Optional::stream)
                        .toList());
        return database.transaction(tx -> Database.rows(tx, OPEN, arguments, row -> row.getLong("id"))
                .call(ids -> audit.append(tx, ids.stream().map(_ -> event).toList()))
                .chain(ids -> these(tx, ids)));
    }

    private static Uni<Optional<ActivationWindow>> these(SqlConnection tx, List<Long> ids) {
        Tuple arguments = Tuple.of(ids.toArray(Long[]::new));
        return Database.rows(tx, ActivationWindow.SELECT + " where w.id = any($1)", arguments, ActivationWindow::of)
                .map(found -> found.stream().findFirst());
    }

    /// Whether it is of a unit beneath `unitPath`, and one above opened it.
    Uni<Boolean> superior(long id, String unitPath) {
        return database.query(SUPERIOR, Tuple.of(id, unitPath), row -> row.getBoolean("superior"))
                .map(List::getFirst);
    }

    /// Closes a window of a unit beneath `unitPath` now; whether there was one.
    Uni<Boolean> close(long id, String unitPath, String reason, Origin origin) {
        return database.transaction(tx -> Database.rows(
                        tx, CLOSE, Tuple.of(id, unitPath, origin.actorId()), row -> row.getLong("unit_id"))
                .call(units -> audit.append(
                        tx,
                        units.stream().map(unit -> closed(unit, reason, origin)).toList()))
                .map(units -> !units.isEmpty()));
    }

    private static AuditEvent closed(long unit, String reason, Origin origin) {
        return AuditEvent.of(origin, "activation.window-close", Subject.unit(unit), unit)
                .because(reason);
    }
}
