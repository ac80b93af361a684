package cn.chaoxue.platform.redis;

import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/// How far the clock of each Redis is from PostgreSQL's: by the one, time for study and deadlines are measured, by the
/// other everything else. A reading proves no more than that the answer was made between question and arrival; what
/// that leaves open is not told as a difference. Of a cluster, one node answers for all.
@Singleton
class RedisClocks {

    private final List<WorkerLoop> loops;

    RedisClocks(
            @Identifier("study") RedisLane study,
            @Identifier("exam") RedisLane exam,
            SharedClock clock,
            RedisConfig config,
            MeterRegistry registry) {
        FeatureMeters meters = new FeatureMeters(registry, "clock");
        loops = List.of(
                new WorkerLoop("redis-clock-study", config.clockEvery(), new Role(study, "study", clock, meters)::look),
                new WorkerLoop("redis-clock-exam", config.clockEvery(), new Role(exam, "exam", clock, meters)::look));
    }

    void start(@Observes StartupEvent started) {
        loops.forEach(WorkerLoop::start);
    }

    void stop(@Observes ShutdownEvent stopping) {
        loops.forEach(WorkerLoop::stop);
    }

    /// Seconds, 0 where a clock that reads `then` may be right.
    /// @param then what it read, in milliseconds, at some time between `asked` and `answered`
    static double ahead(long then, long asked, long answered) {
        return (then > answered ? then - answered : Math.min(0, then - asked)) / 1000.0;
    }

    private static final class Role {

        private final RedisLane lane;
        private final SharedClock clock;
        private volatile double ahead = Double.NaN;

        Role(RedisLane lane, String role, SharedClock clock, FeatureMeters meters) {
            this.lane = lane;
            this.clock = clock;
            meters.seconds(
                    "redis.ahead",
                    "How far the clock of Redis is ahead of PostgreSQL's; NaN where it did not answer",
                    () -> ahead,
                    "role",
                    role);
        }

        /// Moves nothing, so it yields zero.
        Uni<Integer> look() {
            long asked = clock.millis();
            return lane.send(Request.cmd(Command.TIME))
                    .invoke(time -> ahead = ahead(millis(time), asked, clock.millis()))
                    .onFailure()
                    .invoke(() -> ahead = Double.NaN)
                    .onFailure()
                    .recoverWithNull()
                    .replaceWith(0);
        }

        private static long millis(Response time) {
            return time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000;
        }
    }
}
