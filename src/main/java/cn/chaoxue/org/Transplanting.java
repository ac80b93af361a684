package cn.chaoxue.org;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.identity.StaffTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Moves, merges and closes units that the caller may change, and takes along what others keep by unit. Who answers for
/// people in a moved unit gets new tokens within seconds, since tokens say where one stands.
@Singleton
class Transplanting {

    private final UnitTree tree;
    private final TreeTrace trace;
    private final Followers followers;

    Transplanting(UnitTree tree, TreeTrace trace, Followers followers) {
        this.tree = tree;
        this.trace = trace;
        this.followers = followers;
    }

    Uni<TreeChange> move(SqlConnection tx, TreeUnit unit, TreeUnit parent, LocalDate on, Origin origin) {
        if (!unit.open() || !parent.open()) {
            return answer(TreeChange.closed());
        }
        if (unit.contains(parent)) {
            return answer(TreeChange.within());
        }
        if (Objects.equals(unit.parentId(), parent.id())) {
            return answer(TreeChange.there());
        }
        if (unit.level().compareTo(parent.level()) <= 0) {
            return answer(TreeChange.level());
        }
        return tree.named(tx, parent.id(), unit.name(), unit.id())
                .chain(taken -> taken
                        ? answer(TreeChange.name())
                        : unlessLater(
                                tx,
                                List.of(unit),
                                parent,
                                on,
                                () -> leaving(tx, unit, unit.above(), parent)
                                        .chain(() -> transplant(tx, unit, parent, on, origin))
                                        .replaceWith(new TreeChange.Done(unit.id()))));
    }

    Uni<TreeChange> merge(SqlConnection tx, TreeUnit unit, TreeUnit into, LocalDate on, Origin origin) {
        if (!unit.open() || !into.open()) {
            return answer(TreeChange.closed());
        }
        if (unit.contains(into)) {
            return answer(TreeChange.within());
        }
        if (unit.level() != into.level()) {
            return answer(new TreeChange.Refused("level", "Units of one level are merged."));
        }
        LocalDate opened = into.openedOn();
        if (opened != null && on.isBefore(opened)) {
            return answer(TreeChange.unopened(opened));
        }
        return tree.openChildren(tx, unit.id())
                .chain(children -> unlessNeeded(
                        tx,
                        unit,
                        on,
                        () -> unlessLater(tx, children, into, on, () -> merge(tx, unit, children, into, on, origin))));
    }

    private Uni<TreeChange> merge(
            SqlConnection tx, TreeUnit unit, List<TreeUnit> children, TreeUnit into, LocalDate on, Origin origin) {
        return leaving(tx, unit, Unit.lineage(unit.path()), into)
                .chain(() -> Followers.each(children, child -> transplant(tx, child, into, on, origin)))
                .chain(() -> followed(tx, unit, into, on, origin))
                .chain(() -> tree.close(tx, unit.id(), on, into.id()))
                .call(() -> tree.note(tx, unit, UnitDetail.Kind.MERGED, on, into.id()))
                .call(() -> trace.merged(tx, origin, unit, into, on))
                .replaceWith(new TreeChange.Done(unit.id()));
    }

    private Uni<Void> followed(SqlConnection tx, TreeUnit unit, TreeUnit into, LocalDate on, Origin origin) {
        return followers
                .each(follower -> follower.merged(tx, unit.id(), into.id(), on, origin))
                .chain(() -> followers.each(follower -> follower.ended(tx, unit.id(), origin)))
                .chain(() -> UnitPlans.follow(tx, unit.id(), into.id()));
    }

    /// A unit did not end before another went into it, or while one stood beneath it that has left since.
    private Uni<TreeChange> unlessNeeded(
            SqlConnection tx, TreeUnit unit, LocalDate on, Supplier<Uni<TreeChange>> change) {
        return lastUnit(tx, unit.id(), on)
                .chain(later ->
                        later.map(TreeChange::until).map(Transplanting::answer).orElseGet(change));
    }

    /// Moves are noted in the order of their days, each beneath what stands there now. So the tree of any day follows
    /// from today's by taking back what came later, and never runs in a circle.
    private Uni<TreeChange> unlessLater(
            SqlConnection tx, List<TreeUnit> units, TreeUnit parent, LocalDate on, Supplier<Uni<TreeChange>> change) {
        List<Long> concerned = Stream.concat(units.stream().map(TreeUnit::id), Unit.lineage(parent.path()).stream())
                .toList();
        return tree.movedAfter(tx, concerned, on).chain(later -> later ? answer(TreeChange.later()) : change.get());
    }

    Uni<TreeChange> close(SqlConnection tx, TreeUnit unit, LocalDate on, Origin origin) {
        if (!unit.open()) {
            return answer(TreeChange.closed());
        }
        return tree.openChildren(tx, unit.id())
                .chain(children -> children.isEmpty()
                        ? held(tx, unit.id())
                        : Uni.createFrom().item(true))
                .chain(held -> held
                        ? answer(TreeChange.holding())
                        : lastDay(tx, unit.id(), on)
                                .chain(last -> last.map(TreeChange::until)
                                        .map(Transplanting::answer)
                                        .orElseGet(() -> closed(tx, unit, on, origin))));
    }

    private Uni<TreeChange> closed(SqlConnection tx, TreeUnit unit, LocalDate on, Origin origin) {
        return followers
                .each(follower -> follower.ended(tx, unit.id(), origin))
                .chain(() -> tree.close(tx, unit.id(), on, null))
                .call(() -> tree.note(tx, unit, UnitDetail.Kind.CLOSED, on, null))
                .call(() -> trace.closed(tx, origin, unit, on))
                .replaceWith(new TreeChange.Done(unit.id()));
    }

    /// Whether what is due by `today` may yet empty the unit.
    Uni<Boolean> pending(SqlConnection tx, long id, LocalDate today) {
        return followers.all(follower -> follower.pending(tx, id, today)).map(answers -> answers.contains(true));
    }

    private Uni<Boolean> held(SqlConnection tx, long id) {
        return followers
                .all(follower -> follower.holding(tx, id))
                .map(counts -> counts.stream().anyMatch(count -> count > 0));
    }

    /// The first day after `on` on which nobody stood there and nothing stood beneath it any more, where there was.
    private Uni<Optional<LocalDate>> lastDay(SqlConnection tx, long id, LocalDate on) {
        return followers
                .all(follower -> follower.heldAfter(tx, id, on))
                .chain(held -> lastUnit(tx, id, on).map(unit -> latest(Stream.concat(held.stream(), Stream.of(unit)))));
    }

    /// The last day after `on` on which a unit went into it or left it.
    private Uni<Optional<LocalDate>> lastUnit(SqlConnection tx, long id, LocalDate on) {
        return tree.joinedAfter(tx, id, on)
                .chain(joined -> tree.leftAfter(tx, id, on).map(left -> latest(Stream.of(joined, left))));
    }

    private static Optional<LocalDate> latest(Stream<Optional<LocalDate>> days) {
        return days.flatMap(Optional::stream).max(LocalDate::compareTo);
    }

    /// Whoever stands in the unit is about to leave those of `stood` that do not stand above `next`, for `next`.
    private Uni<Void> leaving(SqlConnection tx, TreeUnit unit, List<Long> stood, TreeUnit next) {
        List<Long> later = Unit.lineage(next.path());
        List<Long> left = without(stood, later);
        List<Long> joined = without(later, stood);
        return followers.each(follower -> follower.leaving(tx, unit.id(), left, joined));
    }

    private Uni<Void> transplant(SqlConnection tx, TreeUnit unit, TreeUnit parent, LocalDate on, Origin origin) {
        List<Long> before = unit.above();
        List<Long> after = Unit.lineage(parent.path());
        List<Long> left = without(before, after);
        List<Long> joined = without(after, before);
        return tree.replant(tx, unit, parent.id())
                .chain(() -> followers.each(follower -> follower.moved(tx, unit.id(), left, joined, origin)))
                .chain(() -> StaffTokens.renewBeneath(tx, parent.path() + unit.id() + "/"))
                .call(() -> tree.note(tx, unit, UnitDetail.Kind.MOVED, on, null))
                .call(() -> trace.moved(tx, origin, unit, parent, on));
    }

    private static List<Long> without(List<Long> some, List<Long> others) {
        return some.stream().filter(id -> !others.contains(id)).toList();
    }

    private static Uni<TreeChange> answer(TreeChange change) {
        return Uni.createFrom().item(change);
    }
}
