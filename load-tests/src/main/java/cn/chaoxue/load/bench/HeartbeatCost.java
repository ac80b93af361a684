package cn.chaoxue.load.bench;

import cn.chaoxue.load.net.LoadResult;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What a heartbeat took in one round: CPU microseconds by process, and time to the answer.
record HeartbeatCost(
        double serverMicros, double redisMicros, double generatorMicros, double p50Millis, double p99Millis) {

    static HeartbeatCost of(LoadResult result, Duration server, Duration redis) {
        return new HeartbeatCost(
                micros(server, result.answers()),
                micros(redis, result.answers()),
                result.generatorCpuMicros(),
                result.latencyMicros().getValueAtPercentile(50) / 1e3,
                result.latencyMicros().getValueAtPercentile(99) / 1e3);
    }

    /// The median of each figure; the first round, which warms up, aside.
    static HeartbeatCost median(List<HeartbeatCost> rounds) {
        List<HeartbeatCost> counted = rounds.subList(Math.min(1, rounds.size() - 1), rounds.size());
        return new HeartbeatCost(
                median(counted, HeartbeatCost::serverMicros),
                median(counted, HeartbeatCost::redisMicros),
                median(counted, HeartbeatCost::generatorMicros),
                median(counted, HeartbeatCost::p50Millis),
                median(counted, HeartbeatCost::p99Millis));
    }

    void report(Report report) {
        report.figure("server.cpu.us.per.heartbeat", serverMicros);
        report.figure("redis.cpu.us.per.heartbeat", redisMicros);
        report.figure("generator.cpu.us.per.heartbeat", generatorMicros);
        report.figure("p50.ms", p50Millis);
        report.figure("p99.ms", p99Millis);
    }

    private static double micros(Duration cpu, long heartbeats) {
        return cpu.toNanos() / 1e3 / Math.max(1, heartbeats);
    }

    private static double median(List<HeartbeatCost> rounds, ToDoubleFunction<HeartbeatCost> figure) {
        return Rounds.median(rounds.stream().mapToDouble(figure).boxed().toList());
    }
}
