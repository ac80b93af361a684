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

    /// These segments of a course have been watched.
    /// @param from the first of the whole segments reported in an answered heartbeat
    /// @param to the one after the last
    record Watched(long learnerId, long courseId, int from, int to, long atMillis) implements Told {
        @Override
        public String line() {
            return "watched," + learnerId + "," + courseId + "," + from + "," + to + "," + atMillis;
        }
    }

    /// A course without a test is complete.
    record Finished(long learnerId, long courseId, long atMillis) implements Told {
        @Override
        public String line() {
            return "finished," + learnerId + "," + courseId + "," + atMillis;
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
                        Integer.parseInt(part[4]),
                        Long.parseLong(part[5]));
            case "finished" -> new Finished(Long.parseLong(part[1]), Long.parseLong(part[2]), Long.parseLong(part[3]));
            default -> throw new IllegalArgumentException("not a line of a journal: " + line);
        };
    }
}
