package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Answer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Request;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.faults.Ground.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One entry of a hundred cannot be graded. It must not hold up the others, must be found by a person with its
/// reason, and must be saved once its cause is gone.
final class PoisonEntries implements Drill {

    private static final int ROUNDS = 3;
    private static final Duration ROUND = Duration.ofSeconds(20);
    private static final int PER_SECOND = 300;
    private static final int LEARNERS = 1_600;
    private static final int SPOILT_TEST = 31;
    private static final double WORSE = 1.2;

    @Override
    public String name() {
        return "poison-entries";
    }

    @Override
    public String title() {
        return "1 % of entries cannot be graded: buried with a reason within 60 s, others not held up, saved after the cure";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(7);
    }

    @Override
    public Result run() throws Exception {
        // Banks are remembered for a minute otherwise, and the cure would take as long.
        try (Ground ground =
                Ground.open(this, LEARNERS, SPOILT_TEST, List.of(Role.BOTH, Role.BOTH), "chaoxue.exam.remember=2s")) {
            List<Sitting> all = ground.school().sittings();
            List<Sitting> healthy = all.stream()
                    .filter(sitting -> sitting.exam() != SPOILT_TEST)
                    .toList();
            List<Sitting.Open> spoilt = ground.crowds()
                    .open(all.stream()
                            .filter(sitting -> sitting.exam() == SPOILT_TEST)
                            .toList());
            DeadLetterFolder letters = new DeadLetterFolder(ground);
            letters.takeQuestionFrom(SPOILT_TEST);
            Thread.sleep(5_000);
            Poison poison = new Poison(ground, spoilt);
            try (Crowd<Sitting> peak = ground.crowds().examPeak(64, PER_SECOND, healthy)) {
                return run(ground, poison, letters, peak);
            }
        }
    }

    private Result run(Ground ground, Poison poison, DeadLetterFolder letters, Crowd<Sitting> peak) throws Exception {
        Verdict verdict = new Verdict();
        List<Double> clean = new ArrayList<>();
        List<Double> poisoned = new ArrayList<>();
        List<Double> cleanGraded = new ArrayList<>();
        List<Double> poisonedGraded = new ArrayList<>();
        ground.crowds().awaitPeak(peak);
        for (int round = 1; round <= ROUNDS; round++) {
            round(ground, verdict, letters, null, clean, cleanGraded);
            round(ground, verdict, letters, poison, poisoned, poisonedGraded);
        }
        verdict.demand(peak.sendHome(Duration.ofMinutes(1)), "people still wait for receipts");
        verdict.demand(
                Waiting.until(Duration.ofMinutes(1), () -> letters.waiting() == poison.all()),
                "%d of %d entries are dead letters",
                letters.waiting(),
                poison.all());
        verdict.atMost("buried within s", letters.slowestSeconds(), 60);
        compare(verdict, "answer p99 ms", clean, poisoned);
        verdict.figure("graded p99 ms", "%.1f → %.1f".formatted(median(cleanGraded), median(poisonedGraded)));
        verdict.figure("graded p99 ms of each round", "%s → %s".formatted(whole(cleanGraded), whole(poisonedGraded)));
        letters.giveQuestionBack(SPOILT_TEST);
        Thread.sleep(5_000);
        int redriven = redrive(ground);
        verdict.demand(redriven == poison.curable(), "%d of %d were saved", redriven, poison.curable());
        verdict.demand(letters.waiting() == poison.all() - redriven, "%d letters wait now", letters.waiting());
        verdict.demand(letters.withoutReason() == 0, "%d letters have no reason", letters.withoutReason());
        verdict.figure("re-driven", redriven);
        verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "Redis is not drained after a minute");
        return verdict.result(this, poison.all(), ground);
    }

    /// Measures one round: what answers took, and the time from submission to grade.
    private static void round(
            Ground ground,
            Verdict verdict,
            DeadLetterFolder letters,
            @Nullable Poison poison,
            List<Double> answers,
            List<Double> grades)
            throws Exception {
        ground.exams().interval();
        Instant from = Instant.now();
        Instant until = from.plus(ROUND);
        while (Instant.now().isBefore(until)) {
            Thread.sleep(100_000 / PER_SECOND);
            if (poison != null) {
                poison.add();
            }
        }
        Histogram answered = ground.exams().interval();
        verdict.demand(
                answered.getTotalCount() >= PER_SECOND * ROUND.toSeconds() / 2,
                "a round had only %d answers",
                answered.getTotalCount());
        answers.add(answered.getValueAtPercentile(99) / 1e3);
        grades.add(letters.gradedMillis(from, until));
        Progress.say(
                "%s: answer p99 %.1f ms, graded p99 %.1f ms",
                poison == null ? "clean" : "poisoned", answers.getLast(), grades.getLast());
    }

    private static void compare(Verdict verdict, String what, List<Double> clean, List<Double> poisoned) {
        double before = median(clean);
        double after = median(poisoned);
        verdict.figure(what, "%.1f → %.1f".formatted(before, after));
        verdict.demand(after <= before * WORSE, "%s is %.0f %% worse", what, (after / before - 1) * 100);
    }

    private static double median(List<Double> rounds) {
        return rounds.stream().sorted().toList().get(ROUNDS / 2);
    }

    private static List<Long> whole(List<Double> rounds) {
        return rounds.stream().map(Math::round).toList();
    }

    private static int redrive(Ground ground) {
        String token = ground.stage().tokens().of(ground.school().operator());
        Request redrive = Request.post("/api/v1/dead-letters/redrive?source=exam-submission&limit=200", token, "");
        try (Client client = new Client(ground.balancer(), new Meter())) {
            return client.insist(redrive, Instant.now().plusSeconds(30))
                    .filter(Answer::successful)
                    .map(answer -> Integer.parseInt(answer.member("redriven")))
                    .orElse(0);
        }
    }
}
