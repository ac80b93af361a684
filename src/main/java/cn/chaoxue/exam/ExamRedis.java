package cn.chaoxue.exam;

import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.RedisLink;
import cn.chaoxue.platform.redis.RedisSession;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The exam role of Redis. What [#durably] yields survives a crash of the server; everything else is only true now.
@ApplicationScoped
class ExamRedis {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final RedisLink link;
    private final DurabilityProbe probe;
    private final DurabilityBarrier barrier;
    private final ExamConfig config;

    ExamRedis(@Identifier("exam") RedisLink link, DurabilityProbe probe, DurabilityBarrier barrier, ExamConfig config) {
        this.link = link;
        this.probe = probe;
        this.barrier = barrier;
        this.config = config;
    }

    private record Known(RedisSession session, Optional<DurabilityBarrier.Ahead> ahead) {}

    /// Runs a step; yields its answer once its writes are durable. [Unavailable] where that cannot be had, though the
    /// step may then have been taken.
    Uni<Response> durably(LuaScript script, List<String> keys, List<String> arguments) {
        return link.session()
                .chain(this::known)
                .chain(known -> known.session().run(script, keys, arguments).call(() -> durable(known.ahead())));
    }

    /// [Unavailable] while many steps wait already: what can wait makes room for submissions, which are shed last.
    Uni<Void> room() {
        return link.unanswered() <= config.roomForSubmissionsAbove()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new Unavailable("redis exam: crowded", SOON));
    }

    /// Runs a step; a crash may take it back.
    Uni<Response> run(LuaScript script, List<String> keys, List<String> arguments) {
        return link.session().chain(session -> session.run(script, keys, arguments));
    }

    /// Sends one command; a crash may take it back.
    Uni<Response> send(Request command) {
        return link.session().chain(session -> session.send(command));
    }

    /// How durable writes are now; asks where it is not known.
    Uni<Durability> durability() {
        return link.session().chain(probe::of);
    }

    private Uni<Void> durable(Optional<DurabilityBarrier.Ahead> ahead) {
        return ahead.map(barrier::passed).orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Known> known(RedisSession session) {
        return probe.of(session)
                .chain(durability -> durability == Durability.NONE
                        ? Uni.createFrom().failure(new Unavailable("redis exam: writes are not durable", SOON))
                        : barrier.aheadOf(session, durability))
                .map(ahead -> new Known(session, ahead));
    }
}
