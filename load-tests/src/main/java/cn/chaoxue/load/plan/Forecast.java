package cn.chaoxue.load.plan;

import java.io.IOException;
import java.util.Optional;

/// What the plan expects of a load that somebody is about to measure: the check of the model.
/// @param heartbeats per second
/// @param rows of progress per second, at most
/// @param serverCores of all processes: at rest, for heartbeats, submissions and the writing of rows
/// @param redisCores at rest and for heartbeats
/// @param postgresCores at rest, for rows and submissions
public record Forecast(double heartbeats, double rows, double serverCores, double redisCores, double postgresCores) {

    private static final double MICROS = 1e6;

    /// Of so many who study at the same time, with the costs of this build; nobody logs in. Empty where one of them was
    /// not measured.
    /// @param submissions per second
    /// @param processes of the service, in both roles
    public static Optional<Forecast> of(int studying, double submissions, int processes) throws IOException {
        CostModel costs = CostModel.ofThisBuild();
        double heartbeats = studying / Installation.USUAL.heartbeatSeconds();
        double rows = studying / Installation.USUAL.flushSeconds();
        double server = processes * cost(costs, Cost.SERVER_AT_REST)
                + heartbeats * cost(costs, Cost.SERVER_PER_HEARTBEAT) / MICROS
                + rows * cost(costs, Cost.WORKER_PER_ROW) / MICROS
                + submissions * cost(costs, Cost.SERVER_PER_SUBMISSION) / MICROS;
        double redis = cost(costs, Cost.REDIS_AT_REST) + heartbeats * cost(costs, Cost.REDIS_PER_HEARTBEAT) / MICROS;
        double postgres = cost(costs, Cost.POSTGRES_AT_REST)
                + rows * cost(costs, Cost.POSTGRES_PER_ROW) / MICROS
                + submissions * cost(costs, Cost.POSTGRES_PER_SUBMISSION) / MICROS;
        return Double.isNaN(server + redis + postgres)
                ? Optional.empty()
                : Optional.of(new Forecast(heartbeats, rows, server, redis, postgres));
    }

    /// How busy a process may be by the plan, so that bursts find room.
    public static double utilisation() {
        return Installation.USUAL.utilisation();
    }

    private static double cost(CostModel costs, Cost cost) {
        return costs.figure(cost).orElse(Double.NaN);
    }
}
