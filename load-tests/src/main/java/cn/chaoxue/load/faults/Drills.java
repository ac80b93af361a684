package cn.chaoxue.load.faults;

import java.util.List;
import java.util.Optional;

/// Every drill there is, in the order they run.
final class Drills {

    private static final List<Drill> ALL = List.of(
            new KilledProcesses(),
            new KilledRedis(),
            new FrozenRedis(),
            DatabaseOutage.stopped(),
            DatabaseOutage.killed(),
            DatabaseOutage.frozen(),
            new TripleSubmissions(),
            new PoisonEntries(),
            new RollingRestart(),
            new FullRedis(),
            new OverloadDrill(),
            new ClockJump(),
            new ForgedHeartbeats(),
            new RedisClusterDrill(),
            new KilledImport());

    private Drills() {}

    static List<Drill> all() {
        return ALL;
    }

    static Optional<Drill> named(String name) {
        return ALL.stream().filter(drill -> drill.name().equals(name)).findFirst();
    }
}
