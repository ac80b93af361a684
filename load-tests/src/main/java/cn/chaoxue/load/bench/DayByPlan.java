package cn.chaoxue.load.bench;

import cn.chaoxue.load.plan.Forecast;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The plan beside a day as it was: while everybody is there and nobody comes any more, what the processes took and
/// what `./chaoxue plan` computes for so many, with the costs of another day.
final class DayByPlan {

    /// What has happened until a moment.
    private record Reading(
            long nanos, Duration servers, Duration redis, long heartbeats, long rows, long submissions) {}

    private final Stage stage;
    private final List<Pod> pods;
    private final Reading begin;

    private DayByPlan(Stage stage, List<Pod> pods) {
        this.stage = stage;
        this.pods = pods;
        this.begin = reading(stage, pods);
    }

    /// From now on.
    static DayByPlan from(Stage stage, List<Pod> pods) {
        return new DayByPlan(stage, pods);
    }

    /// Until now.
    void report(int learners, Report report) throws IOException {
        Reading end = reading(stage, pods);
        double seconds = (end.nanos - begin.nanos) / 1e9;
        double heartbeats = (end.heartbeats - begin.heartbeats) / seconds;
        double submissions = (end.submissions - begin.submissions) / seconds;
        double servers = cores(end.servers.minus(begin.servers), seconds);
        double redis = cores(end.redis.minus(begin.redis), seconds);
        report.figure("day.server.cpu.us.per.heartbeat", servers * 1e6 / heartbeats);
        report.figure("day.redis.cpu.us.per.heartbeat", redis * 1e6 / heartbeats);
        report.figure("steady.heartbeats.per.s", heartbeats);
        report.figure("steady.rows.per.s", (end.rows - begin.rows) / seconds);
        report.figure("steady.tests.per.s", submissions);
        report.figure("steady.server.cores", servers);
        report.figure("steady.redis.cores", redis);
        Forecast.of(learners, submissions).ifPresent(planned -> compare(planned, servers, report));
    }

    private static void compare(Forecast planned, double servers, Report report) {
        report.figure("planned.heartbeats.per.s", planned.heartbeats());
        report.figure("planned.rows.per.s.at.most", planned.rows());
        report.figure("planned.server.cores", planned.serverCores());
        report.figure("planned.redis.cores", planned.redisCores());
        report.atMost("server.cores/planned", servers / planned.serverCores(), 1 / Forecast.utilisation());
    }

    private static double cores(Duration cpu, double seconds) {
        return cpu.toNanos() / 1e9 / seconds;
    }

    private static Reading reading(Stage stage, List<Pod> pods) {
        List<Scrape> scrapes = pods.stream().map(Scrape::of).toList();
        return new Reading(
                System.nanoTime(),
                pods.stream().map(pod -> pod.usage().cpu()).reduce(Duration.ZERO, Duration::plus),
                Usage.cpuOfFamily(stage.study().process().orElseThrow().pid()),
                sum(scrapes, "chaoxue_study_heartbeats_total"),
                sum(scrapes, "chaoxue_study_flush_rows_sum"),
                sum(scrapes, "chaoxue_exam_submissions_persisted_total"));
    }

    private static long sum(List<Scrape> scrapes, String name) {
        return scrapes.stream().mapToLong(scrape -> scrape.sum(name)).sum();
    }
}
