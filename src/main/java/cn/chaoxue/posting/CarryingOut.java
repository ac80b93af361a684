package cn.chaoxue.posting;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.cadre.Placement;
import cn.chaoxue.identity.AccountKeeping;
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
/// in
/// the audit log of both units, or nothing.
@Singleton
class CarryingOut {

    private static final String BESIDE = """
            insert into posting (cadre_id, unit_id, kind, post, valid_from, valid_to) values ($1, $2, $3, $4, $5, $6)
            """;
    private static final String BACK = """
            update posting set valid_to = greatest($2::date, valid_from + 1)
            where cadre_id = $1 and kind in ('LEAVE', 'SECONDMENT') and (valid_to is null or valid_to > $2::date)
            """;
    private static final String END = """
            update posting set valid_to = greatest($3::date, valid_from + 1)
            where id = $2 and cadre_id = $1 and kind in ('SECONDMENT', 'PART_TIME')
                and (valid_to is null or valid_to > $3::date) returning id
            """;
    private static final String OPEN = "select id from unit where id = $1 and closed_on is null for key share";

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
        return PostingRules.refusal(
                person,
                change.kind(),
                change.effectiveOn(),
                change.to() == null ? null : change.to().id());
    }

    private Uni<PostingOutcome> carryOut(
            SqlConnection tx, Posted person, PostingChange change, List<AuditEvent> before, Origin origin) {
        return receives(tx, change).chain(open -> {
            if (!open) {
                return answer(new PostingOutcome.Refused("closed", "The unit is closed."));
            }
            return apply(tx, person, change)
                    .chain(fits -> fits ? done(tx, change, before, origin) : answer(nothingEnds()));
        });
    }

    private static Uni<Boolean> receives(SqlConnection tx, PostingChange change) {
        return change.to() == null
                ? Uni.createFrom().item(true)
                : Database.rows(tx, OPEN, Tuple.of(change.to().id()), _ -> true).map(found -> !found.isEmpty());
    }

    /// Whether there was something to change.
    private Uni<Boolean> apply(SqlConnection tx, Posted person, PostingChange change) {
        long id = person.id();
        LocalDate on = change.effectiveOn();
        return switch (change.kind()) {
            case TRANSFER ->
                placement
                        .transfer(tx, id, Objects.requireNonNull(change.to()).id(), post(change), on)
                        .replaceWith(true);
            case SECONDMENT, PART_TIME ->
                beside(tx, id, Objects.requireNonNull(change.to()).id(), change);
            case LEAVE -> beside(tx, id, person.unit().id(), change);
            case RETURN -> back(tx, person, on).replaceWith(true);
            case RETIREMENT ->
                placement
                        .retire(tx, id, on)
                        .chain(() -> accounts.disable(tx, id))
                        .replaceWith(true);
            case END ->
                Database.rows(tx, END, Tuple.of(id, change.postingId(), on), _ -> true)
                        .map(ended -> !ended.isEmpty());
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
        return Database.rows(tx, BESIDE, arguments, _ -> true).replaceWith(true);
    }

    private Uni<Void> back(SqlConnection tx, Posted person, LocalDate on) {
        return person.retiredOn() == null
                ? Database.rows(tx, BACK, Tuple.of(person.id(), on), _ -> true).replaceWithVoid()
                : placement.reinstate(tx, person.id(), on).chain(() -> accounts.enable(tx, person.id()));
    }

    private Uni<PostingOutcome> done(SqlConnection tx, PostingChange change, List<AuditEvent> before, Origin origin) {
        List<AuditEvent> all = Stream.concat(before.stream(), events(change, origin, "posting.carry-out").stream())
                .toList();
        return PostingChanges.settle(tx, change.id(), PostingState.DONE, null, null)
                .chain(() -> audit.append(tx, all))
                .replaceWith(new PostingOutcome.Done(change.id()));
    }

    /// One entry for each unit concerned, so that both read of it.
    static List<AuditEvent> events(PostingChange change, Origin origin, String action) {
        Long to = change.to() == null ? null : change.to().id();
        List<Change> changes = Stream.of(
                        Change.of("kind", null, change.kind()),
                        Change.of(
                                "unit",
                                change.from().name(),
                                change.to() == null ? null : change.to().name()),
                        Change.of("effectiveOn", null, change.effectiveOn()))
                .flatMap(Optional::stream)
                .toList();
        return Stream.of(change.from().id(), to)
                .filter(Objects::nonNull)
                .map(unit -> event(change, origin, action, unit).changing(changes))
                .toList();
    }

    private static AuditEvent event(PostingChange change, Origin origin, String action, @Nullable Long unit) {
        return AuditEvent.of(origin, action, Subject.cadre(change.cadreId()), unit)
                .because(change.answer() == null ? change.reason() : change.answer());
    }

    private static String post(PostingChange change) {
        return Objects.requireNonNull(change.post());
    }

    private static PostingOutcome nothingEnds() {
        return new PostingOutcome.Refused("nothing-ends", "There is no such running posting.");
    }

    private static Uni<PostingOutcome> answer(PostingOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }
}
