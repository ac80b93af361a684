package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// CPU of the service, a Redis and PostgreSQL per row or submission, round by round.
final class CpuShares {

    private record Spent(Duration service, Duration redis, Duration postgres) {}

    private record Micros(double service, double redis, double postgres) {}

    private final Stage stage;
    private final Pod pod;
    private final EmbeddedServer redis;
    private final List<Micros> rounds = new ArrayList<>();
    private Spent before;

    CpuShares(Stage stage, Pod pod, EmbeddedServer redis) {
        this.stage = stage;
        this.pod = pod;
        this.redis = redis;
        this.before = now();
    }

    void begin() {
        before = now();
    }

    void end(long pieces) {
        Spent after = now();
        rounds.add(new Micros(
                micros(after.service.minus(before.service), pieces),
                micros(after.redis.minus(before.redis), pieces),
                micros(after.postgres.minus(before.postgres), pieces)));
    }

    /// The median of each over the rounds; the service under the name of what it is there.
    void report(Report report, String process, String piece) {
        report.figure(process + ".cpu.us.per." + piece, median(Micros::service));
        report.figure("redis.cpu.us.per." + piece, median(Micros::redis));
        reportPostgres(report, piece);
    }

    /// That of PostgreSQL alone, where nobody else was asked.
    void reportPostgres(Report report, String piece) {
        report.figure("postgres.cpu.us.per." + piece, median(Micros::postgres));
    }

    private Spent now() {
        return new Spent(
                pod.usage().cpu(),
                Usage.cpuOfFamily(redis.process().orElseThrow().pid()),
                Usage.cpuOfFamily(stage.postgres().process().orElseThrow().pid()));
    }

    private double median(ToDoubleFunction<Micros> figure) {
        return Rounds.median(rounds.stream().mapToDouble(figure).boxed().toList());
    }

    private static double micros(Duration cpu, long pieces) {
        return cpu.toNanos() / 1e3 / Math.max(1, pieces);
    }
}
