package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Answer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Request;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.School.Learner;
import cn.chaoxue.load.faults.Ground.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// Learners who lie to two processes at once about what they watched, in every way a client can.
final class ForgedHeartbeats implements Drill {

    private static final int LIARS = 150;
    private static final int DEVICES = 4;
    private static final Duration LYING = Duration.ofSeconds(30);
    private static final double RATE = 1.0;
    private static final double TOLERANCE_SECONDS = 20;

    @Override
    public String name() {
        return "forged-heartbeats";
    }

    @Override
    public String title() {
        return "Forged, replayed, parallel and accelerated heartbeats: credit stays within the wall clock";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(4);
    }

    /// One learner's lies: what was credited for them, by the server's own account, and since when.
    private static final class Liar {

        final Learner learner;
        final LongAdder credited = new LongAdder();
        final long since = System.nanoTime();
        /// The latest answer, whichever device is the last to note its own.
        final LongAccumulator until = new LongAccumulator(Math::max, since);

        Liar(Learner learner) {
            this.learner = learner;
        }

        double allowedSeconds() {
            return (until.get() - since) / 1e9 * RATE + TOLERANCE_SECONDS;
        }
    }

    @Override
    public Result run() throws Exception {
        try (Ground ground = Ground.open(this, LIARS, 1, List.of(Role.BOTH, Role.BOTH))) {
            ground.seeEverybody();
            List<Liar> liars =
                    ground.school().learners().stream().map(Liar::new).toList();
            TokenForger forger = new TokenForger(ground);
            lie(ground, liars, forger);
            Verdict verdict = new Verdict();
            verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "Redis is not drained after a minute");
            judge(ground, liars, verdict);
            verdict.figure("forged tokens", forger.answers());
            verdict.demand(
                    forger.letIn() == 0 && forger.refused() > 0, "forged tokens were answered %s", forger.answers());
            verdict.figure("heartbeats", ground.study().toString());
            return verdict.result(this, 4, ground);
        }
    }

    private static void lie(Ground ground, List<Liar> liars, TokenForger forger) throws InterruptedException {
        Progress.say("%d learners lie from %d devices each", liars.size(), DEVICES);
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> devices = new ArrayList<>();
        for (Liar liar : liars) {
            for (int device = 0; device < DEVICES; device++) {
                int which = device;
                devices.add(Thread.ofVirtual().start(() -> lie(ground, liar, which, over)));
            }
        }
        Thread forging = Thread.ofVirtual().start(() -> forger.forgeUntil(over::get));
        Thread.sleep(LYING);
        over.set(true);
        forging.join();
        for (Thread device : devices) {
            device.join();
        }
    }

    private static void lie(Ground ground, Liar liar, int device, AtomicBoolean over) {
        try (Client client = new Client(ground.balancer(), ground.study())) {
            String last = accelerated(device, 0);
            for (int seq = 1; !over.get(); seq++) {
                String body = seq % 5 == 0 ? last : lie(device, seq);
                last = body;
                Answer answer = client.once(Request.post("/api/v1/study/heartbeats", liar.learner.token(), body));
                if (answer.successful()) {
                    liar.credited.add(Long.parseLong(answer.member("creditedSeconds")));
                }
                liar.until.accumulate(System.nanoTime());
                Waiting.pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(50, 400)));
            }
        } catch (IOException unanswered) {
            Progress.say("a liar was not answered: %s", unanswered);
        }
    }

    private static String lie(int device, int seq) {
        return switch (device) {
            case 0 -> accelerated(device, seq);
            case 1 -> scattered(device, seq);
            case 2 -> backwards(seq);
            default -> accelerated(ThreadLocalRandom.current().nextInt(1_000), 0);
        };
    }

    /// An hour in an instant.
    private static String accelerated(int session, int seq) {
        return body("fast-" + session, seq, 3_600, 4.0, "[[0,3600]]");
    }

    /// Here and there, more than a player could have shown.
    private static String scattered(int session, int seq) {
        StringBuilder watched = new StringBuilder("[");
        for (int i = 0; i < 60; i++) {
            int from = ThreadLocalRandom.current().nextInt(3_500);
            watched.append(i == 0 ? "" : ",")
                    .append('[')
                    .append(from)
                    .append(',')
                    .append(from + 60)
                    .append(']');
        }
        return body("scattered-" + session, seq, 10, 1.0, watched.append(']').toString());
    }

    /// A clock of the client's own: sequence numbers that jump and fall.
    private static String backwards(int seq) {
        int jump = Math.floorMod(1_000_000 - 7_919 * seq, 1_000_000);
        return body("backwards", jump, 3_600 - seq % 3_600, 0.25, "[[" + seq % 3_000 + ",3600]]");
    }

    private static String body(String session, int seq, int position, double rate, String watched) {
        return "{\"courseId\":%d,\"session\":\"%s\",\"seq\":%d,\"position\":%d,\"rate\":%s,\"watched\":%s}"
                .formatted(School.FILM, session, seq, position, rate, watched);
    }

    /// Both by what the answers said and by what PostgreSQL holds; and the budget was really spent, or the law would
    /// hold because nothing was credited.
    private static void judge(Ground ground, List<Liar> liars, Verdict verdict) throws Exception {
        Facts stored = ground.facts();
        double worst = Double.NEGATIVE_INFINITY;
        double least = Double.MAX_VALUE;
        long beyond = 0;
        for (Liar liar : liars) {
            int segments = stored.covered(new Facts.Course(liar.learner.id(), School.FILM))
                    .cardinality();
            double credited = Math.max(liar.credited.sum(), segments * School.SEGMENT_SECONDS);
            double over = credited - liar.allowedSeconds();
            beyond += over > 0 ? 1 : 0;
            worst = Math.max(worst, over);
            least = Math.min(least, credited / (liar.allowedSeconds() - TOLERANCE_SECONDS));
        }
        verdict.figure("credit beyond wall clock + tolerance at worst s", worst);
        verdict.demand(beyond == 0, "%d learners were credited more than the wall clock", beyond);
        verdict.figure("least share of the wall clock credited", least);
        verdict.demand(least > 0.8, "time truly passed was not credited: %.2f", least);
    }
}
