package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.identity.Caller;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// A board as one statement read it.
/// @param treeVersion how often the tree had changed by then
/// @param ownerPath place of the unit that runs the campaign
/// @param parents from the root down, the unit itself excluded
/// @param children in the organisation's own order; empty where the board does not show them
record BoardSnapshot(
        BoardKey key,
        long treeVersion,
        String ownerPath,
        Instant asOf,
        List<UnitView> parents,
        Line unit,
        List<Line> children) {

    /// A unit with its counts at the moment of reading.
    record Line(UnitView unit, UnitTally tally) {}

    /// Unit in the caller's subtree; campaign run there or by a superior (A1.5).
    boolean visibleTo(Caller caller) {
        String own = caller.unit().path();
        return caller.reaches(unit.unit().path()) && (ownerPath.startsWith(own) || own.startsWith(ownerPath));
    }

    Stream<UnitTally> tallies() {
        return Stream.concat(Stream.of(unit), children.stream()).map(Line::tally);
    }

    /// What a reader sees of it beside counts, in order.
    List<UnitView> shown() {
        return Stream.concat(Stream.of(unit), children.stream()).map(Line::unit).toList();
    }

    /// The same board with the unit's counts of another reading.
    BoardSnapshot withTally(UnitTally tally) {
        return new BoardSnapshot(key, treeVersion, ownerPath, asOf, parents, new Line(unit.unit(), tally), children);
    }

    int size() {
        return 1 + children.size();
    }
}
