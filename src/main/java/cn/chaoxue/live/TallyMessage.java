package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The compact text of changed counts on the way between processes: a line per unit, numbers parted by spaces.
/// Readers ignore further numbers on a line and skip lines they cannot read, so that versions may run side by side.
final class TallyMessage {

    private static final int FIELDS = 9;
    private static final int USUAL_LINE = 64;

    private TallyMessage() {}

    static String of(List<UnitTally> tallies) {
        StringBuilder message = new StringBuilder(USUAL_LINE * tallies.size());
        tallies.forEach(tally -> addLine(message, tally));
        return message.toString();
    }

    static List<UnitTally> read(String message) {
        return message.lines().flatMap(TallyMessage::tally).toList();
    }

    private static void addLine(StringBuilder message, UnitTally tally) {
        message.append(tally.campaignId()).append(' ');
        message.append(tally.unitId()).append(' ');
        message.append(tally.enrolled()).append(' ');
        message.append(tally.started()).append(' ');
        message.append(tally.courseCompletions()).append(' ');
        message.append(tally.passed()).append(' ');
        message.append(tally.completed()).append(' ');
        message.append(tally.version()).append(' ');
        message.append(tally.changedAt().toEpochMilli()).append('\n');
    }

    private static Stream<UnitTally> tally(String line) {
        try {
            long[] n = new long[FIELDS];
            int start = 0;
            for (int field = 0; field < FIELDS; field++) {
                int space = line.indexOf(' ', start);
                int end = space < 0 ? line.length() : space;
                n[field] = Long.parseLong(line, start, end, 10);
                start = Math.min(end + 1, line.length());
            }
            return Stream.of(tally(n));
        } catch (NumberFormatException _) {
            return Stream.empty();
        }
    }

    private static UnitTally tally(long[] n) {
        return new UnitTally(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], Instant.ofEpochMilli(n[8]));
    }
}
