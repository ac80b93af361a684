package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Pace;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.faults.Ground.Role;
import cn.chaoxue.load.faults.Mix.Kind;
import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Three times what one process can serve, in the mix of a campaign day.
final class OverloadDrill implements Drill {

    private static final int TIMES = 3;
    private static final int BUSY_PEOPLE = 64;
    private static final int MANY_PEOPLE = 3_000;
    private static final Duration MEASURED = Duration.ofSeconds(12);
    private static final Duration OVERLOADED = Duration.ofSeconds(30);
    private static final int OPEN_ATTEMPTS = 12_000;

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String title() {
        return "3 x what one process serves: submissions go through, heartbeats give way first, all is well within 10 s";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(6);
    }

    @Override
    public Result run() throws Exception {
        try (Ground ground = Ground.open(this, 2_000, 20, List.of(Role.API, Role.WORKER))) {
            List<Sitting> sittings = ground.school().sittings();
            List<Sitting.Open> open = ground.crowds().open(sittings.subList(0, OPEN_ATTEMPTS));
            Mix mix = new Mix(ground, sittings.subList(OPEN_ATTEMPTS, sittings.size()), open);
            double capacity = capacity(ground, mix);
            return overload(ground, mix, capacity);
        }
    }

    /// Requests a second that are served when just as many people are there as the process can please.
    private static double capacity(Ground ground, Mix mix) throws InterruptedException {
        serve(ground, mix, Duration.ofSeconds(5));
        double perSecond = serve(ground, mix, MEASURED);
        Progress.say("%.0f requests/s are served without overload", perSecond);
        return perSecond;
    }

    private static double serve(Ground ground, Mix mix, Duration time) throws InterruptedException {
        Supplier<@Nullable Kind> kinds = Pace.asFastAsPossible(Mix.requests((int) time.toSeconds() * 8_000));
        long before = mix.served();
        long since = System.nanoTime();
        try (Crowd<Kind> crowd = Crowd.of(BUSY_PEOPLE, kinds, mix::send, ground.balancer(), new Meter())) {
            Thread.sleep(time);
            double perSecond = (mix.served() - before) / ((System.nanoTime() - since) / 1e9);
            crowd.sendHome(Duration.ofSeconds(20));
            return perSecond;
        }
    }

    private Result overload(Ground ground, Mix mix, double capacity) throws Exception {
        Pod api = ground.pods().getFirst();
        Verdict verdict = new Verdict();
        int offered = (int) (TIMES * capacity);
        long submissions = mix.submissions();
        long prompt = mix.prompt();
        double[] shedBefore = shed(api);
        Pace<Kind> pace = Pace.of(offered, Mix.requests(offered * (int) OVERLOADED.toSeconds() * 2));
        int begin = pace.left();
        long since = System.nanoTime();
        Crowd<Kind> crowd = Crowd.of(MANY_PEOPLE, pace, mix::send, ground.balancer(), ground.exams());
        Thread.sleep(OVERLOADED);
        double sent = (begin - pace.left()) / ((System.nanoTime() - since) / 1e9);
        Progress.say("%.0f requests/s were sent; %s", sent, ground.exams());
        Thread over = Thread.ofVirtual().start(() -> crowd.sendHome(Duration.ofMinutes(2)));
        double recovered = Waiting.secondsUntil(Duration.ofSeconds(30), () -> calm(api));
        over.join();
        crowd.close();
        double[] shed = shed(api);
        verdict.figure("served/s before", Math.round(capacity)).figure("sent/s", Math.round(sent));
        verdict.demand(sent > (TIMES - 0.5) * capacity, "only %.1f times the capacity was sent", sent / capacity);
        judgeSubmissions(verdict, mix.submissions() - submissions, mix.prompt() - prompt);
        judgeOrder(verdict, difference(shed, shedBefore), begin - pace.left());
        verdict.atMost("recovered after s", recovered, 10);
        verdict.demand(ground.exams().withoutRetryAfter() == 0, "refusals without Retry-After");
        verdict.demand(
                ground.exams().of("500") == 0, "%d answers 500", ground.exams().of("500"));
        verdict.figure("answers", ground.exams().toString());
        verdict.demand(ground.awaitDrained(Duration.ofMinutes(1)), "Redis is not drained after a minute");
        return verdict.result(this, 1, ground);
    }

    private static void judgeSubmissions(Verdict verdict, long sent, long prompt) {
        double percent = 100.0 * prompt / Math.max(1, sent);
        verdict.figure("submissions", sent).figure("within 2 s %", percent);
        verdict.demand(percent >= 99.9, "%.3f %% of %d submissions had a receipt within 2 s", percent, sent);
    }

    /// No class is refused more often than one that comes before it, in shares; heartbeats are, submissions are not.
    private static void judgeOrder(Verdict verdict, double[] shed, long requests) {
        double[] shares = new double[shed.length];
        for (Kind kind : Kind.values()) {
            shares[kind.ordinal()] = shed[kind.ordinal()] / Math.max(1, Mix.share(kind) * requests);
        }
        verdict.figure(
                "shed of each class %",
                Arrays.stream(shares)
                        .mapToObj(share -> Long.toString(Math.round(100 * share)))
                        .toList());
        for (int i = 1; i < shares.length; i++) {
            verdict.demand(
                    shares[i] <= shares[i - 1] + 0.05,
                    "%s were refused more than %s",
                    Kind.values()[i].tag(),
                    Kind.values()[i - 1].tag());
        }
        verdict.demand(shares[0] > 0, "no heartbeat was refused: that was no overload");
        verdict.demand(shares[shares.length - 1] == 0, "submissions were refused");
    }

    private static boolean calm(Pod pod) throws IOException {
        return Metrics.of(pod).value("chaoxue_overload_refused_classes") == 0;
    }

    private static double[] shed(Pod pod) throws IOException {
        Metrics metrics = Metrics.of(pod);
        return Arrays.stream(Kind.values())
                .mapToDouble(kind -> metrics.value("chaoxue_overload_shed_total{traffic=\"" + kind.tag() + "\""))
                .toArray();
    }

    private static double[] difference(double[] now, double[] before) {
        double[] difference = new double[now.length];
        for (int i = 0; i < now.length; i++) {
            difference[i] = now[i] - before[i];
        }
        return difference;
    }
}
