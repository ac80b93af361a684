package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.org.LocalCalendar;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Settles who keeps a person two units claim (A1.7): whoever answers for both transfers the person or rejects the
/// claim, in one transaction with the entry in the audit log.
@Singleton
class ConflictService {

    /// What is answered about a record that went into another.
    private static final String UNITED = "records-united";

    private static final Uni<List<AuditEvent>> NOTHING_CLOSED = Uni.createFrom().item(List.of());

    private final Database database;
    private final AuditLog audit;
    private final Placement placement;
    private final LocalCalendar calendar;
    private final Uniting uniting;

    ConflictService(Database database, AuditLog audit, Placement placement, LocalCalendar calendar, Uniting uniting) {
        this.database = database;
        this.audit = audit;
        this.placement = placement;
        this.calendar = calendar;
        this.uniting = uniting;
    }

    /// The person goes to the unit that claimed it, whose other claim is closed with that.
    Uni<Settlement> transfer(long id, String unitPath, String reason, Origin origin) {
        return deciding(id, unitPath, origin, (tx, conflict) -> {
            if (conflict.arrived()) {
                return answer(new Settlement.There());
            }
            if (conflict.staff()) {
                return answer(new Settlement.Staff());
            }
            if (conflict.closed()) {
                return answer(new Settlement.Closed());
            }
            return conflict.retired() ? answer(new Settlement.Retired()) : moved(tx, conflict, reason, origin);
        });
    }

    private Uni<Settlement> moved(SqlConnection tx, Conflict conflict, String reason, Origin origin) {
        return placement
                .move(tx, conflict.cadreId(), conflict.claimed().id(), calendar.today())
                .chain(() -> SettledPlans.wishes(tx, conflict.cadreId(), "moved", reason, origin))
                .chain(along -> settle(tx, conflict, Conflict.State.TRANSFERRED, along, reason, origin));
    }

    /// Both records are one person's: they become one, the one that held the number.
    Uni<Settlement> merge(long id, String unitPath, String reason, Origin origin) {
        return deciding(id, unitPath, origin, (tx, conflict) -> {
            Long other = conflict.otherId();
            return other == null
                    ? answer(new Settlement.Single())
                    : uniting.unite(tx, other, conflict.cadreId(), unitPath)
                            .chain(obstacle -> obstacle.map(ConflictService::answer)
                                    .orElseGet(() -> merged(tx, conflict, other, reason, origin)));
        });
    }

    private Uni<Settlement> merged(SqlConnection tx, Conflict conflict, long other, String reason, Origin origin) {
        List<AuditEvent> along = new ArrayList<>();
        return SettledPlans.united(tx, other, conflict.cadreId(), UNITED, reason, origin)
                .invoke(along::addAll)
                .chain(() -> Settled.amendment(tx, other, UNITED, reason, origin))
                .invoke(along::addAll)
                .chain(() -> Settled.moot(tx, other, conflict.id(), reason, origin))
                .invoke(along::addAll)
                .chain(() -> settle(tx, conflict, Conflict.State.MERGED, along, reason, origin));
    }

    /// The person stays where it is.
    Uni<Settlement> reject(long id, String unitPath, String reason, Origin origin) {
        return deciding(
                id,
                unitPath,
                origin,
                (tx, conflict) -> settle(tx, conflict, Conflict.State.REJECTED, List.of(), reason, origin));
    }

    private interface Decision {
        Uni<Settlement> on(SqlConnection tx, Conflict conflict);
    }

    private Uni<Settlement> deciding(long id, String unitPath, Origin origin, Decision decision) {
        return database.transaction(tx -> Conflicts.lock(tx, id, unitPath)
                .chain(found -> found.map(one -> decide(tx, one, origin, decision))
                        .orElseGet(() -> answer(new Settlement.Absent()))));
    }

    private static Uni<Settlement> decide(SqlConnection tx, Conflict conflict, Origin origin, Decision decision) {
        if (conflict.concerns(origin.actorId())) {
            return answer(new Settlement.Own());
        }
        return conflict.state() == Conflict.State.OPEN ? decision.on(tx, conflict) : answer(new Settlement.Decided());
    }

    /// `along` is what was settled with it: all is noted last, at once.
    private Uni<Settlement> settle(
            SqlConnection tx,
            Conflict conflict,
            Conflict.State state,
            List<AuditEvent> along,
            String reason,
            Origin origin) {
        boolean moved = state == Conflict.State.TRANSFERRED;
        AuditEvent event = AuditEvent.of(
                        origin,
                        action(state),
                        Subject.cadre(conflict.cadreId()),
                        moved ? conflict.claimed().id() : conflict.holder().id())
                .because(reason)
                .changing(Stream.concat(
                                Change.ofUnit(
                                        "unit",
                                        conflict.holder().id(),
                                        moved
                                                ? conflict.claimed().id()
                                                : conflict.holder().id())
                                        .stream(),
                                Change.of("otherRecord", conflict.otherId(), null).stream())
                        .toList());
        return Conflicts.decide(tx, conflict.id(), state, origin.actorId(), reason)
                .chain(() -> moved ? Arrivals.close(tx, conflict.cadreId(), origin) : NOTHING_CLOSED)
                .map(closed -> Stream.of(List.of(event), along, closed)
                        .flatMap(List::stream)
                        .toList())
                .chain(all -> audit.append(tx, all))
                .replaceWith(new Settlement.Done());
    }

    private static String action(Conflict.State state) {
        return switch (state) {
            case TRANSFERRED -> "cadre.transfer";
            case MERGED -> "cadre.merge";
            case OPEN, REJECTED -> "cadre.conflict-reject";
        };
    }

    private static Uni<Settlement> answer(Settlement settlement) {
        return Uni.createFrom().item(settlement);
    }
}
