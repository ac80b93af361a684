package cn.chaoxue.load.bench;

import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import cn.chaoxue.load.stage.Usage;
import java.time.Duration;

/// CPU of each process per submission; of PostgreSQL there is none, its processes come and go.
final class CpuShares {

    private final Pod pod;
    private final EmbeddedServer redis;
    private final Duration[] before = new Duration[2];
    private double serviceMicros;
    private double redisMicros;

    CpuShares(Stage stage, Pod pod) {
        this.pod = pod;
        this.redis = stage.exam();
    }

    void begin() {
        before[0] = pod.usage().cpu();
        before[1] = ofRedis();
    }

    /// Keeps the last round's.
    void end(int submissions) {
        serviceMicros = pod.usage().cpu().minus(before[0]).toNanos() / 1e3 / submissions;
        redisMicros = ofRedis().minus(before[1]).toNanos() / 1e3 / submissions;
    }

    void report(Report report, double generatorMicros) {
        report.figure("service.cpu.us.per.submission", serviceMicros);
        report.figure("redis.cpu.us.per.submission", redisMicros);
        report.figure("generator.cpu.us.per.submission", generatorMicros);
    }

    private Duration ofRedis() {
        return Usage.of(redis.process().orElseThrow().pid()).cpu();
    }
}
