package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Balancer;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.rush.Passwords;
import cn.chaoxue.load.rush.Rush;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Everybody logs in at once: what is served beside what the bare Argon2id library could do on all cores.
final class LoginRushBench implements Bench {

    private static final int TIMES = 3;
    /// Rounds of each that do not count: with one, the compiler still had a twentieth of the machine in the first
    /// that did, which a process that runs for weeks gives nobody.
    private static final int WARM_UPS = 3;

    private static final Duration ARRIVAL = Duration.ofSeconds(3);
    /// A rush before the first that counts: no morning of a campaign begins with a process that has just started.
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    /// Until the waiting room is in its stride.
    private static final Duration RUN_UP = Duration.ofSeconds(5);
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final Sizes sizes;
    private final List<Rush> rushes = new ArrayList<>();
    private double cpuMicrosPerLogin;
    private double generatorShare;
    private double waitsPerLogin;

    LoginRushBench() {
        this(new Sizes());
    }

    private LoginRushBench(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "login-rush";
    }

    @Override
    public String title() {
        return "everybody logs in at once, beside the bare Argon2id library";
    }

    @Override
    public Duration usualRound() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Bench sized(Sizes wanted) {
        return new LoginRushBench(wanted);
    }

    @Override
    public void run(Duration round, Report report) throws Exception {
        int people = sizes.learners(3_000);
        int processes = sizes.processes(1);
        try (Stage stage = Stage.open()) {
            List<Pod> pods = new ArrayList<>();
            for (int i = 1; i <= processes; i++) {
                // Several pods on one machine share its cores; each of a real cluster has its own.
                int threads = Math.max(1, CORES / processes);
                pods.add(stage.start("pod-" + i, "chaoxue.identity.hashing.threads=" + threads));
            }
            School school = School.found(stage, people, 1);
            List<Long> accounts =
                    school.learners().stream().map(School.Learner::id).toList();
            Passwords.give(stage, accounts);
            warmUp(accounts, pods);
            Rounds rounds = new Rounds()
                    .with("argon2id, verifications/s", () -> Passwords.perSecond(CORES, round))
                    .with("logins/s", () -> served(accounts, pods, round))
                    .run(WARM_UPS, TIMES);
            report.figure("argon2id.per.s", rounds.median("argon2id, verifications/s"));
            report.figure("logins.per.s", rounds.median("logins/s"));
            report.ratio("logins/argon2id", rounds.ratio("logins/s", "argon2id, verifications/s"), 0.9, 0.95);
            describe(report, people, processes);
        }
    }

    private static Rush rush(List<Long> accounts, List<Pod> pods) {
        Balancer balancer = new Balancer();
        pods.forEach(pod -> balancer.add(pod.port()));
        return Rush.of(accounts, ARRIVAL, balancer);
    }

    private static void warmUp(List<Long> accounts, List<Pod> pods) throws InterruptedException {
        try (Rush rush = rush(accounts, pods)) {
            Thread.sleep(WARM_UP);
            Progress.say("warm-up: served %d", rush.served());
        }
    }

    private double served(List<Long> accounts, List<Pod> pods, Duration round) throws Exception {
        try (Rush rush = rush(accounts, pods)) {
            rushes.add(rush);
            Thread.sleep(RUN_UP);
            Usage own = Usage.of(ProcessHandle.current().pid());
            List<Usage> before = pods.stream().map(Pod::usage).toList();
            long servedBefore = rush.served();
            long waitsBefore = rush.waits();
            long began = System.nanoTime();
            Thread.sleep(round);
            double seconds = (System.nanoTime() - began) / 1e9;
            long served = rush.served() - servedBefore;
            double cpu = 0;
            for (int i = 0; i < pods.size(); i++) {
                cpu += pods.get(i).usage().cpuSince(before.get(i)).toNanos() / 1e3;
            }
            cpuMicrosPerLogin = cpu / served;
            generatorShare =
                    Usage.of(ProcessHandle.current().pid()).cpuSince(own).toNanos() / 1e9 / (seconds * CORES);
            waitsPerLogin = (rush.waits() - waitsBefore) / (double) served;
            Progress.say("served %d, waiting answers %d, failed %d", rush.served(), rush.waits(), rush.failed());
            return served / seconds;
        }
    }

    private void describe(Report report, int people, int processes) {
        Rush last = rushes.getLast();
        report.atMost("failed", rushes.stream().mapToLong(Rush::failed).sum(), 0);
        report.figure("waiting.room.answers.per.login", waitsPerLogin);
        report.figure("server.cpu.us.per.login", cpuMicrosPerLogin);
        report.figure("generator.share.of.cpu", generatorShare);
        report.figure("waited.p50.s", last.waitedMillis().getValueAtPercentile(50) / 1e3);
        report.figure("first.estimate.off.by.p90.s", last.misjudgedMillis().getValueAtPercentile(90) / 1e3);
        report.condition("people", people);
        report.condition("arrive within", ARRIVAL.toSeconds() + " s");
        report.condition("processes", processes);
        report.condition(
                "warm-up before", "a rush of " + WARM_UP.toSeconds() + " s, then " + WARM_UPS + " rounds of each");
        report.condition("measured after", RUN_UP.toSeconds() + " s");
    }
}
