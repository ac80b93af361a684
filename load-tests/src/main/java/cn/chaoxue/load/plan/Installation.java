package cn.chaoxue.load.plan;

/// How the service is set and what its processes may use.
/// @param utilisation share of its cores a process may be busy with at the peak, so that bursts find room
/// @param heartbeatSeconds `chaoxue.study.heartbeat-every`
/// @param flushSeconds `chaoxue.study.flush-interval`
/// @param poolSize `quarkus.datasource.reactive.max-size`
/// @param connectionsPerPod open connections one process may hold; file descriptors bound them
/// @param outageSeconds how long PostgreSQL may be away while Redis takes submissions
record Installation(
        double coresPerPod,
        double utilisation,
        double heartbeatSeconds,
        double flushSeconds,
        int poolSize,
        int connectionsPerPod,
        double outageSeconds) {

    /// The service's own defaults on pods of two cores.
    static final Installation USUAL = new Installation(2, 0.6, 15, 30, 16, 15_000, 120);
}
