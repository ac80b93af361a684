package cn.chaoxue.platform.redis;

import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Whether each Redis role answers this process, and how full it is. Of a cluster, one node answers for all.
@Singleton
class RedisWatch {

    private final List<WorkerLoop> loops;

    RedisWatch(
            @Identifier("study") RedisLane study,
            @Identifier("exam") RedisLane exam,
            RedisConfig config,
            MeterRegistry registry) {
        FeatureMeters meters = new FeatureMeters(registry, "redis");
        loops = List.of(
                new WorkerLoop("redis-watch-study", config.watchEvery(), new Role(study, "study", meters)::look),
                new WorkerLoop("redis-watch-exam", config.watchEvery(), new Role(exam, "exam", meters)::look));
    }

    void start(@Observes StartupEvent started) {
        loops.forEach(WorkerLoop::start);
    }

    void stop(@Observes ShutdownEvent stopping) {
        loops.forEach(WorkerLoop::stop);
    }

    private static final class Role {

        private final RedisLane lane;
        private final AtomicLong up;
        private final AtomicLong used;
        private final AtomicLong limit;

        Role(RedisLane lane, String role, FeatureMeters meters) {
            this.lane = lane;
            up = meters.level("up", "1 while Redis answers this process", "role", role);
            used = meters.bytes("memory.used", "Memory Redis uses", "role", role);
            limit = meters.bytes("memory.limit", "maxmemory of Redis; 0 where it has none", "role", role);
        }

        /// Moves nothing, so it yields zero.
        Uni<Integer> look() {
            return lane.send(Request.cmd(Command.INFO).arg("memory"))
                    .invoke(answer -> note(answer.toString()))
                    .onFailure()
                    .invoke(() -> up.set(0))
                    .onFailure()
                    .recoverWithNull()
                    .replaceWith(0);
        }

        private void note(String memory) {
            up.set(1);
            used.set(number(memory, "used_memory:"));
            limit.set(number(memory, "maxmemory:"));
        }

        private static long number(String info, String name) {
            return info.lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> Long.parseLong(line.substring(name.length())))
                    .findFirst()
                    .orElse(0L);
        }
    }
}
