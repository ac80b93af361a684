package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The compact text of changed counts on the way between processes: a line per unit, numbers parted by spaces.
/// Readers ignore further numbers on a line and skip lines they cannot read, so that versions may run side by side.
final class TallyMessage {

    private static final int FIELDS = 9;

    private TallyMessage() {}

    static String of(List<UnitTally> tallies) {
        return tallies.stream().map(TallyMessage::line).collect(Collectors.joining("\n"));
    }

    static List<UnitTally> read(String message) {
        return message.lines().flatMap(TallyMessage::tally).toList();
    }

    private static String line(UnitTally tally) {
        return Stream.of(
                        tally.campaignId(),
                        tally.unitId(),
                        tally.enrolled(),
                        tally.started(),
                        tally.courseCompletions(),
                        tally.passed(),
                        tally.completed(),
                        tally.version(),
                        tally.changedAt().toEpochMilli())
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static Stream<UnitTally> tally(String line) {
        try {
            long[] n = Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return n.length < FIELDS ? Stream.empty() : Stream.of(tally(n));
        } catch (NumberFormatException _) {
            return Stream.empty();
        }
    }

    private static UnitTally tally(long[] n) {
        return new UnitTally(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], Instant.ofEpochMilli(n[8]));
    }
}
