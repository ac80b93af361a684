package cn.chaoxue.load.plan;

import java.io.IOException;
import java.util.Optional;

/// What the plan expects of a load that somebody is about to measure: the check of the model.
/// @param heartbeats per second
/// @param rows of progress per second, at most
/// @param serverCores for heartbeats, submissions and the writing of rows
/// @param redisCores for heartbeats
public record Forecast(double heartbeats, double rows, double serverCores, double redisCores) {

    private static final double MICROS = 1e6;

    /// Of so many who study at the same time, with the costs of this build; nobody logs in. Empty where one of them was
    /// not measured.
    /// @param submissions per second
    public static Optional<Forecast> of(int studying, double submissions) throws IOException {
        CostModel costs = CostModel.ofThisBuild();
        double heartbeats = studying / Installation.USUAL.heartbeatSeconds();
        double rows = studying / Installation.USUAL.flushSeconds();
        double serverMicros = heartbeats * micros(costs, Cost.SERVER_PER_HEARTBEAT)
                + rows * micros(costs, Cost.WORKER_PER_ROW)
                + submissions * micros(costs, Cost.SERVER_PER_SUBMISSION);
        double redisMicros = heartbeats * micros(costs, Cost.REDIS_PER_HEARTBEAT);
        return Double.isNaN(serverMicros + redisMicros)
                ? Optional.empty()
                : Optional.of(new Forecast(heartbeats, rows, serverMicros / MICROS, redisMicros / MICROS));
    }

    /// How busy a process may be by the plan, so that bursts find room.
    public static double utilisation() {
        return Installation.USUAL.utilisation();
    }

    private static double micros(CostModel costs, Cost cost) {
        return costs.figure(cost).orElse(Double.NaN);
    }
}
