package cn.chaoxue.load.faults;

import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Pace;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.faults.Ground.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Impatient people and repeating networks: each submission arrives three times, out of order, at the same
/// time, at different processes.
final class TripleSubmissions implements Drill {

    private static final int SUBMISSIONS = 20_000;
    private static final int COPIES = 3;
    /// So many attempts' copies are mixed with each other: few enough for copies to meet.
    private static final int MIXED = 32;

    @Override
    public String name() {
        return "triple-submissions";
    }

    @Override
    public String title() {
        return "every submission sent three times, shuffled, concurrently: one row, one count, one receipt each";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Result run() throws Exception {
        try (Ground ground = Ground.open(this, 1_000, 20, List.of(Role.BOTH, Role.BOTH, Role.BOTH))) {
            List<Sitting.Open> open =
                    ground.crowds().open(ground.school().sittings().subList(0, SUBMISSIONS));
            Verdict verdict = new Verdict();
            try (Crowd<Sitting.Open> crowd = Crowd.of(
                    96,
                    Pace.asFastAsPossible(shuffled(open)),
                    ground.crowds()::handIn,
                    ground.balancer(),
                    ground.exams())) {
                verdict.demand(crowd.awaitEnd(Duration.ofMinutes(3)), "people still wait for receipts");
                verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "Redis is not drained after a minute");
                verdict.atLeast("receipts read", crowd.done(), SUBMISSIONS * COPIES);
            }
            long rows = ground.facts().submissions().size();
            verdict.figure("rows", rows);
            verdict.demand(rows == SUBMISSIONS, "%d rows for %d submissions", rows, SUBMISSIONS);
            return verdict.result(this, SUBMISSIONS * (COPIES - 1), ground);
        }
    }

    private static List<Sitting.Open> shuffled(List<Sitting.Open> open) {
        Random random = new Random(20_161_027);
        List<Sitting.Open> all = new ArrayList<>(open.size() * COPIES);
        for (int from = 0; from < open.size(); from += MIXED) {
            List<Sitting.Open> mixed = new ArrayList<>();
            for (int copy = 0; copy < COPIES; copy++) {
                mixed.addAll(open.subList(from, Math.min(from + MIXED, open.size())));
            }
            Collections.shuffle(mixed, random);
            all.addAll(mixed);
        }
        return all;
    }
}
