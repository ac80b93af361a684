package cn.chaoxue.posting;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.org.LocalCalendar;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Changes of postings (A1.8): proposed by who answers for the person, decided by who answers for the receiving unit.
/// Who answers for both decides by proposing. A change whose day has come is carried out in the same transaction.
@Singleton
class PostingService {

    private final CarryingOut carrying;
    private final ReceivingUnits receivers;
    private final Database database;
    private final AuditLog audit;
    private final LocalCalendar calendar;
    private final PostingConfig config;

    PostingService(
            CarryingOut carrying,
            ReceivingUnits receivers,
            Database database,
            AuditLog audit,
            LocalCalendar calendar,
            PostingConfig config) {
        this.carrying = carrying;
        this.receivers = receivers;
        this.database = database;
        this.audit = audit;
        this.calendar = calendar;
        this.config = config;
    }

    /// Wishes for a change of somebody the caller answers for.
    Uni<PostingOutcome> propose(Caller caller, long cadreId, PostingRequest request, Origin origin) {
        if (cadreId == caller.id()) {
            return answer(new PostingOutcome.Refused("own-record", "Your own posting is changed by the unit above."));
        }
        Optional<PostingOutcome> unfit = PostingRules.unfit(request, calendar.today(), config.farthestDays());
        return unfit.map(PostingService::answer)
                .orElseGet(() -> AllOrNothing.in(
                        database,
                        tx -> carrying.person(tx, cadreId, request.effectiveOn())
                                .map(found -> found.filter(
                                        person -> caller.reaches(person.unit().path())))
                                .chain(found -> found.map(person -> propose(tx, caller, person, request, origin))
                                        .orElseGet(PostingService::absent))));
    }

    private Uni<PostingOutcome> propose(
            SqlConnection tx, Caller caller, Posted person, PostingRequest request, Origin origin) {
        if (!request.received()) {
            return propose(tx, caller, person, new Wish(request, null), origin);
        }
        return receivers
                .find(tx, caller, request)
                .chain(unit -> unit.map(to -> propose(tx, caller, person, new Wish(request, to), origin))
                        .orElseGet(() -> answer(new PostingOutcome.Unfit("to", "must name one open unit"))));
    }

    private Uni<PostingOutcome> propose(SqlConnection tx, Caller caller, Posted person, Wish wish, Origin origin) {
        PostingRequest request = wish.request();
        Long to = wish.to() == null ? null : wish.to().id();
        boolean decided = wish.to() == null || caller.reaches(wish.to().path());
        PostingState state = decided ? PostingState.ACCEPTED : PostingState.PROPOSED;
        return PostingRules.refusal(person, request.kind(), request.effectiveOn(), to)
                .map(PostingService::answer)
                .orElseGet(() -> Ending.named(tx, person.id(), wish)
                        .chain(named -> named.map(
                                        known -> PostingChanges.insert(tx, person, known, state, origin.actorId())
                                                .chain(id -> inserted(tx, id, origin)))
                                .orElseGet(() -> answer(CarryingOut.nothingEnds()))));
    }

    private Uni<PostingOutcome> inserted(SqlConnection tx, Optional<Long> id, Origin origin) {
        return id.map(known -> proposed(tx, known, origin))
                .orElseGet(() -> answer(new PostingOutcome.Refused(
                        "change-waits", "Another change of this person waits; decide on it first.")));
    }

    private Uni<PostingOutcome> proposed(SqlConnection tx, long id, Origin origin) {
        return PostingChanges.lock(tx, id)
                .map(Optional::orElseThrow)
                .chain(change -> whenDue(tx, change, PostingTrace.events(change, origin, "posting.propose"), origin));
    }

    /// The receiving unit takes the person.
    Uni<PostingOutcome> accept(Caller caller, long id, Origin origin) {
        return deciding(
                id,
                change -> receiving(caller, change),
                PostingState.PROPOSED,
                (tx, change) -> PostingChanges.settle(tx, id, PostingState.ACCEPTED, origin.actorId(), null)
                        .chain(() -> PostingChanges.lock(tx, id))
                        .map(Optional::orElseThrow)
                        .chain(accepted -> whenDue(
                                tx, accepted, PostingTrace.events(accepted, origin, "posting.accept"), origin)));
    }

    /// The receiving unit does not.
    Uni<PostingOutcome> decline(Caller caller, long id, String reason, Origin origin) {
        return deciding(
                id,
                change -> receiving(caller, change),
                PostingState.PROPOSED,
                (tx, change) -> end(tx, change, PostingState.DECLINED, reason, origin));
    }

    /// The sending unit thinks better of it, before the day.
    Uni<PostingOutcome> withdraw(Caller caller, long id, String reason, Origin origin) {
        return deciding(
                id,
                change -> caller.reaches(change.from().path()),
                PostingState.ACCEPTED,
                (tx, change) -> end(tx, change, PostingState.WITHDRAWN, reason, origin));
    }

    private Uni<PostingOutcome> end(
            SqlConnection tx, PostingChange change, PostingState state, String reason, Origin origin) {
        String action = state == PostingState.DECLINED ? "posting.decline" : "posting.withdraw";
        return PostingChanges.settle(tx, change.id(), state, origin.actorId(), reason)
                .chain(() -> audit.append(tx, PostingTrace.events(change, origin, action, reason)))
                .replaceWith(new PostingOutcome.Done(change.id()));
    }

    private interface Decision {
        Uni<PostingOutcome> on(SqlConnection tx, PostingChange change);
    }

    /// `latest` is the last state in which the decision is still possible.
    private Uni<PostingOutcome> deciding(
            long id, Predicate<PostingChange> mine, PostingState latest, Decision decision) {
        return AllOrNothing.in(
                database,
                tx -> locked(tx, id, mine)
                        .chain(found -> found.map(change -> change.state().compareTo(latest) <= 0
                                        ? decision.on(tx, change)
                                        : answer(new PostingOutcome.Refused("decided", "It is decided already.")))
                                .orElseGet(PostingService::absent)));
    }

    /// Nobody keeps others waiting for what is not theirs.
    private static Uni<Optional<PostingChange>> locked(SqlConnection tx, long id, Predicate<PostingChange> mine) {
        return PostingChanges.find(tx, id)
                .map(found -> found.filter(mine))
                .chain(found -> found.isEmpty() ? Uni.createFrom().item(found) : PostingChanges.lock(tx, id))
                .map(found -> found.filter(mine));
    }

    /// `events` are what is noted about it so far: all is noted last, at once.
    private Uni<PostingOutcome> whenDue(
            SqlConnection tx, PostingChange change, List<AuditEvent> events, Origin origin) {
        boolean waits =
                change.state() == PostingState.PROPOSED || change.effectiveOn().isAfter(calendar.today());
        return waits ? wait(tx, change, events) : carrying.carryOut(tx, change, events, origin);
    }

    /// For its day, or for an answer. A unit that was closed before it answered receives nobody.
    private Uni<PostingOutcome> wait(SqlConnection tx, PostingChange change, List<AuditEvent> events) {
        return Receiving.refusal(tx, change)
                .chain(refusal -> refusal.map(PostingService::answer)
                        .orElseGet(() -> audit.append(tx, events).replaceWith(new PostingOutcome.Done(change.id()))));
    }

    private static boolean receiving(Caller caller, PostingChange change) {
        return change.to() != null && caller.reaches(change.to().path());
    }

    private static Uni<PostingOutcome> absent() {
        return answer(new PostingOutcome.Absent());
    }

    private static Uni<PostingOutcome> answer(PostingOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
