package cn.chaoxue.load.faults;

/// What a client was told and may therefore rely on.
public sealed interface Told {

    /// One line of the journal.
    String line();

    /// A submission is safe.
    /// @param score what the answers sent earn, which the client knows and the server has yet to find out
    /// @param atMillis when the answer arrived
    record Receipt(long attemptId, String receipt, int score, long atMillis) implements Told {
        @Override
        public String line() {
            return "receipt," + attemptId + "," + receipt + "," + score + "," + atMillis;
        }
    }

    /// So much of a course has been watched.
    /// @param segments segments the client has played in all, each reported in an answered heartbeat
    record Watched(long learnerId, long courseId, int segments, long atMillis) implements Told {
        @Override
        public String line() {
            return "watched," + learnerId + "," + courseId + "," + segments + "," + atMillis;
        }
    }

    /// Reads [#line()].
    static Told of(String line) {
        String[] part = line.split(",", -1);
        return switch (part[0]) {
            case "receipt" ->
                new Receipt(Long.parseLong(part[1]), part[2], Integer.parseInt(part[3]), Long.parseLong(part[4]));
            case "watched" ->
                new Watched(
                        Long.parseLong(part[1]),
                        Long.parseLong(part[2]),
                        Integer.parseInt(part[3]),
                        Long.parseLong(part[4]));
            default -> throw new IllegalArgumentException("not a line of a journal: " + line);
        };
    }
}
