package cn.chaoxue.identity;

import cn.chaoxue.platform.metrics.FeatureMeters;
import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.RedisLane;
import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/// Calls up the next numbers of the [WaitingRoom], at the pace this process gets through passwords. Every process does
/// so for itself: together they call as many as they serve, and one that dies simply calls no more.
@Singleton
class RoomCalls {

    private static final LuaScript CALL = LuaScript.of(RoomCalls.class, "waiting-room-call.lua");
    private static final Duration PAUSE = Duration.ofMillis(200);
    /// An empty room is looked at once in so many turns.
    private static final int REST = 5;

    private final RedisLane redis;
    private final RoomPlaces places;
    private final IdentityConfig.WaitingRoom config;
    private final String room;
    private final WorkerLoop loop;
    private volatile long waiting;
    private int turn;
    private long lastNanos = System.nanoTime();
    private double fraction;

    @Inject
    RoomCalls(@Identifier("study") RedisLane redis, RoomPlaces places, IdentityConfig config, MeterRegistry meters) {
        this(redis, places, config, WaitingRoom.ROOM);
        FeatureMeters feature = new FeatureMeters(meters, "identity");
        feature.level(
                "waiting.room", "People with a number who were not called up yet, over all processes", () -> waiting);
        feature.level("waiting.room.limit", "Bound of numbers not called up yet", this.config::maxWaiting);
    }

    RoomCalls(RedisLane redis, RoomPlaces places, IdentityConfig config, String room) {
        this.redis = redis;
        this.places = places;
        this.config = config.waitingRoom();
        this.room = room;
        this.loop = new WorkerLoop("waiting room", PAUSE, this::call);
    }

    void start(@Observes StartupEvent event, RolesConfig roles) {
        if (roles.api()) {
            loop.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /// One turn; always answers zero, so that the loop rests between two.
    Uni<Integer> call() {
        int served = places.takeServed();
        boolean rests = waiting == 0 && turn++ % REST != 0;
        if (rests) {
            return Uni.createFrom().item(0);
        }
        double seconds = sinceLastTurn();
        List<String> arguments = List.of(
                Long.toString(due(seconds)),
                Integer.toString(served),
                places.busy() ? "1" : "0",
                Double.toString(places.perSecond() * seconds),
                Long.toString(config.memory().toMillis()));
        return redis.runOnce(CALL, List.of(room), arguments)
                .invoke(answer -> waiting = answer.toLong())
                .replaceWith(0);
    }

    private double sinceLastTurn() {
        long now = System.nanoTime();
        double seconds = Math.min(1, (now - lastNanos) / 1e9);
        lastNanos = now;
        return seconds;
    }

    /// Whole people for the time since the last turn; what is left over counts the next time.
    private long due(double seconds) {
        double wanted = places.wanted(seconds) + fraction;
        fraction = wanted - Math.floor(wanted);
        return (long) wanted;
    }
}
