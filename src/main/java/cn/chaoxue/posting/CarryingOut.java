package cn.chaoxue.posting;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.cadre.Arrivals;
import cn.chaoxue.cadre.Placement;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.org.Succession;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes an accepted change true, in the transaction that locked it: record, account, history, counts and the entries
/// in the audit log of both units, or nothing.
@Singleton
class CarryingOut {

    /// In the unit that was named, and on the day it went into another, there. Nobody is lent to a unit twice at once,
    /// or holds one post there twice.
    private static final String BESIDE = """
            with recursive asked as (
                select $1::bigint as key, $2::bigint as unit_id, $5::date as valid_from, $6::date as valid_to
            ), %s
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to, continued)
            select s.key, s.unit_id, $3::text, $4::text, s.valid_from, s.valid_to, s.valid_from > $5 from stretch s
            where not exists (
                select from stretch n join posting p on p.cadre_id = n.key and p.unit_id = n.unit_id and p.kind = $3
                    and (p.kind = 'SECONDMENT' or p.kind = 'PART_TIME' and p.post = $4)
                    and daterange(p.valid_from, p.valid_to) && daterange(n.valid_from, n.valid_to))
            returning id
            """.formatted(Succession.STRETCHES);

    private final Placement placement;
    private final AccountKeeping accounts;
    private final AuditLog audit;

    CarryingOut(Placement placement, AccountKeeping accounts, AuditLog audit) {
        this.placement = placement;
        this.accounts = accounts;
        this.audit = audit;
    }

    /// The person, locked; empty when there is none.
    Uni<Optional<Posted>> person(SqlConnection tx, long id, LocalDate on) {
        return AccountKeeping.lock(tx, id)
                .chain(() -> Database.rows(tx, Posted.LOCK, Tuple.of(id, on), Posted::of))
                .map(found -> found.stream().findFirst());
    }

    /// Done, or what stands in the way. The audit log is written last, first `before`: it is locked for all.
    Uni<PostingOutcome> carryOut(SqlConnection tx, PostingChange change, List<AuditEvent> before, Origin origin) {
        return person(tx, change.cadreId(), change.effectiveOn())
                .map(Optional::orElseThrow)
                .chain(person -> obstacle(person, change)
                        .map(CarryingOut::answer)
                        .orElseGet(() -> carryOut(tx, person, change, before, origin)));
    }

    private static Optional<PostingOutcome> obstacle(Posted person, PostingChange change) {
        if (person.unit().id() != change.from().id()) {
            return Optional.of(new PostingOutcome.Refused("moved", "The person belongs to another unit meanwhile."));
        }
        return PostingRules.refusal(person, change.kind(), change.effectiveOn(), other(change));
    }

    /// The unit that receives the person. One that went into the sending unit meanwhile, or took it over, is no other:
    /// the new post is then taken up there.
    private static @Nullable Long other(PostingChange change) {
        UnitRef to = change.to();
        return to == null || to.id() == change.from().id() ? null : to.id();
    }

    private Uni<PostingOutcome> carryOut(
            SqlConnection tx, Posted person, PostingChange change, List<AuditEvent> before, Origin origin) {
        return Receiving.refusal(tx, change)
                .chain(refusal -> refusal.map(CarryingOut::answer)
                        .orElseGet(() -> apply(tx, person, change)
                                .chain(fits -> fits ? done(tx, change, before, origin) : answer(unfit(change)))));
    }

    /// Whether it fitted what there was.
    private Uni<Boolean> apply(SqlConnection tx, Posted person, PostingChange change) {
        long id = person.id();
        LocalDate on = change.effectiveOn();
        return switch (change.kind()) {
            case TRANSFER -> placement.transfer(tx, id, destination(change), on).replaceWith(true);
            case SECONDMENT, PART_TIME -> beside(tx, id, destination(change).named(), change);
            case LEAVE -> beside(tx, id, person.unit().id(), change);
            case RETURN -> back(tx, person, change).replaceWith(true);
            case RETIREMENT ->
                placement
                        .retire(tx, id, on)
                        .chain(() -> accounts.disable(tx, id))
                        .replaceWith(true);
            case END -> Ending.end(tx, id, Objects.requireNonNull(change.postingId()), on);
        };
    }

    private static Uni<Boolean> beside(SqlConnection tx, long id, long unit, PostingChange change) {
        LocalDate until = change.until();
        Tuple arguments = Tuple.of(
                id,
                unit,
                change.kind().name(),
                change.post(),
                change.effectiveOn(),
                until == null ? null : until.plusDays(1));
        return Database.rows(tx, BESIDE, arguments, _ -> true).map(begun -> !begun.isEmpty());
    }

    /// To the own unit, or to the one that takes the person.
    private Uni<Void> back(SqlConnection tx, Posted person, PostingChange change) {
        long id = person.id();
        LocalDate on = change.effectiveOn();
        boolean elsewhere = change.to() != null;
        if (person.retiredOn() == null) {
            return Ending.back(tx, id, on)
                    .chain(() -> elsewhere
                            ? placement.transfer(tx, id, destination(change), on)
                            : Uni.createFrom().voidItem());
        }
        Uni<Void> placed =
                elsewhere ? placement.reinstate(tx, id, destination(change), on) : placement.reinstate(tx, id, on);
        return placed.chain(() -> accounts.enable(tx, id));
    }

    private Uni<PostingOutcome> done(SqlConnection tx, PostingChange change, List<AuditEvent> before, Origin origin) {
        List<AuditEvent> done = PostingTrace.events(change, origin, "posting.carry-out");
        return PostingChanges.settle(tx, change.id(), PostingState.DONE, null, null)
                .chain(() -> Arrivals.close(tx, change.cadreId(), origin))
                .map(closed ->
                        Stream.of(before, done, closed).flatMap(List::stream).toList())
                .chain(all -> audit.append(tx, all))
                .replaceWith(new PostingOutcome.Done(change.id()));
    }

    private static Placement.Destination destination(PostingChange change) {
        long to = Objects.requireNonNull(change.to()).id();
        return new Placement.Destination(to, change.named() == null ? to : change.named(), change.post());
    }

    static PostingOutcome nothingEnds() {
        return new PostingOutcome.Refused("nothing-ends", "There is no such running posting.");
    }

    private static PostingOutcome unfit(PostingChange change) {
        return change.kind() == PostingKind.END
                ? nothingEnds()
                : new PostingOutcome.Refused("overlap", "The person has such a posting on that day.");
    }

    private static Uni<PostingOutcome> answer(PostingOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
