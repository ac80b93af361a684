package cn.chaoxue.load.bench;

import cn.chaoxue.load.plan.Forecast;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The plan beside a day as it was: while everybody is there and nobody comes any more, what the processes took and
/// what `./chaoxue plan` computes for so many, with the costs of another day. What they take when everybody has gone is
/// counted apart: it does not grow with the learners.
final class DayByPlan {

    /// What has happened until a moment.
    private record Reading(
            long nanos,
            Duration servers,
            Duration redis,
            Duration postgres,
            long heartbeats,
            long rows,
            long submissions) {

        /// What has happened per second since an earlier reading.
        Pace since(Reading earlier) {
            double seconds = (nanos - earlier.nanos) / 1e9;
            return new Pace(
                    servers.minus(earlier.servers).toNanos() / 1e9 / seconds,
                    redis.minus(earlier.redis).toNanos() / 1e9 / seconds,
                    postgres.minus(earlier.postgres).toNanos() / 1e9 / seconds,
                    (heartbeats - earlier.heartbeats) / seconds,
                    (rows - earlier.rows) / seconds,
                    (submissions - earlier.submissions) / seconds);
        }
    }

    /// @param servers cores busy, of all service processes
    /// @param redis cores busy
    /// @param postgres cores busy
    /// @param heartbeats per second, as rows and submissions
    private record Pace(
            double servers, double redis, double postgres, double heartbeats, double rows, double submissions) {}

    private final Stage stage;
    private final List<Pod> pods;
    private final Reading begin;
    private Pace day;

    private DayByPlan(Stage stage, List<Pod> pods) {
        this.stage = stage;
        this.pods = pods;
        this.begin = reading(stage, pods);
        this.day = begin.since(begin);
    }

    /// From now on: everybody has come.
    static DayByPlan from(Stage stage, List<Pod> pods) {
        return new DayByPlan(stage, pods);
    }

    /// Until now.
    void until() {
        day = reading(stage, pods).since(begin);
    }

    /// Everybody has gone and all is written: looks for so long at processes nobody asks anything of.
    void report(int learners, Duration resting, Report report) throws IOException, InterruptedException {
        Reading gone = reading(stage, pods);
        Thread.sleep(resting);
        Pace rest = reading(stage, pods).since(gone);
        report.figure("day.server.cores.at.rest", rest.servers / pods.size());
        report.figure("day.redis.cores.at.rest", rest.redis);
        report.figure("day.postgres.cores.at.rest", rest.postgres);
        report.figure("day.server.cpu.us.per.heartbeat", micros(day.servers - rest.servers, day.heartbeats));
        report.figure("day.redis.cpu.us.per.heartbeat", micros(day.redis - rest.redis, day.heartbeats));
        report.figure("day.postgres.cpu.us.per.row", micros(day.postgres - rest.postgres, day.rows));
        report.figure("steady.heartbeats.per.s", day.heartbeats);
        report.figure("steady.rows.per.s", day.rows);
        report.figure("steady.tests.per.s", day.submissions);
        report.figure("steady.server.cores", day.servers);
        report.figure("steady.redis.cores", day.redis);
        report.figure("steady.postgres.cores", day.postgres);
        Forecast.of(learners, day.submissions, pods.size()).ifPresent(planned -> compare(planned, day, report));
    }

    private static void compare(Forecast planned, Pace day, Report report) {
        report.figure("planned.heartbeats.per.s", planned.heartbeats());
        report.figure("planned.rows.per.s.at.most", planned.rows());
        report.figure("planned.server.cores", planned.serverCores());
        report.figure("planned.redis.cores", planned.redisCores());
        report.figure("planned.postgres.cores", planned.postgresCores());
        double room = 1 / Forecast.utilisation();
        report.atMost("server.cores/planned", day.servers / planned.serverCores(), room);
        report.atMost("redis.cores/planned", day.redis / planned.redisCores(), room);
        report.atMost("postgres.cores/planned", day.postgres / planned.postgresCores(), room);
    }

    private static double micros(double cores, double perSecond) {
        return Math.max(0, cores) * 1e6 / perSecond;
    }

    private static Reading reading(Stage stage, List<Pod> pods) {
        List<Scrape> scrapes = pods.stream().map(Scrape::of).toList();
        return new Reading(
                System.nanoTime(),
                pods.stream().map(pod -> pod.usage().cpu()).reduce(Duration.ZERO, Duration::plus),
                Usage.cpuOfFamily(stage.study().process().orElseThrow().pid()),
                Usage.cpuOfFamily(stage.postgres().process().orElseThrow().pid()),
                sum(scrapes, "chaoxue_study_heartbeats_total"),
                sum(scrapes, "chaoxue_study_flush_rows_sum"),
                sum(scrapes, "chaoxue_exam_submissions_persisted_total"));
    }

    private static long sum(List<Scrape> scrapes, String name) {
        return scrapes.stream().mapToLong(scrape -> scrape.sum(name)).sum();
    }
}
