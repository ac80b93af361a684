package cn.chaoxue.load.faults;

import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Sitting;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/// Entries nobody can grade, of four kinds in turn: a test whose bank has lost a question (handed in by a
/// learner, who gets a receipt), a malformed entry, an attempt that does not exist, answers PostgreSQL cannot
/// store.
final class Poison {

    private static final int KINDS = 4;

    private final Ground ground;
    private final Iterator<Sitting.Open> unmarkable;
    private final Iterator<Sitting.Open> unstorable;
    private int curable;
    private int incurable;

    /// `attempts` are open ones at the test that has lost a question.
    Poison(Ground ground, List<Sitting.Open> attempts) {
        this.ground = ground;
        this.unmarkable = attempts.subList(0, attempts.size() / 2).iterator();
        this.unstorable = attempts.subList(attempts.size() / 2, attempts.size()).iterator();
    }

    /// Those somebody holds a receipt for, to be graded once the bank is whole again.
    int curable() {
        return curable;
    }

    int all() {
        return curable + incurable;
    }

    /// Adds one more.
    void add() throws IOException {
        switch (all() % KINDS) {
            case 0 -> handIn();
            case 1 -> put(0, "learner", "nobody", "answers", "{");
            case 2 -> put(1, fields(987_654_321, 1001, "{}"));
            default -> unstorable();
        }
    }

    private void handIn() {
        try (Client client = new Client(ground.balancer(), new Meter())) {
            if (!ground.crowds().handIn(unmarkable.next(), client)) {
                throw new IllegalStateException("no receipt for a submission that was in order");
            }
        }
        curable++;
    }

    private void unstorable() throws IOException {
        Sitting.Open open = unstorable.next();
        long learner = open.sitting().learner().id();
        String nul = "{\"" + 100 * open.sitting().exam() + "\":[\"\\u0000\"]}";
        put((int) (learner % 16), fields(open.attemptId(), learner, nul));
    }

    private static String[] fields(long attempt, long learner, String answers) {
        return new String[] {
            "attempt",
            Long.toString(attempt),
            "learner",
            Long.toString(learner),
            "exam",
            "1",
            "answers",
            answers,
            "origin",
            "LEARNER",
            "at",
            Long.toString(System.currentTimeMillis())
        };
    }

    private void put(int shard, String... fields) throws IOException {
        String[] command = new String[3 + fields.length];
        command[0] = "XADD";
        command[1] = Backlog.submissions(shard);
        command[2] = "*";
        System.arraycopy(fields, 0, command, 3, fields.length);
        try (RedisLine line = RedisLine.to(ground.stage().exam().hosts())) {
            line.ask(command);
        }
        incurable++;
    }
}
