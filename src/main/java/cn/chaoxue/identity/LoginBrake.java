package cn.chaoxue.identity;

import cn.chaoxue.platform.crypto.BlindIndex;
import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.RedisLane;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;

/// Slows guessing down: a growing wait per account, a budget of failures per address. Keys are keyed hashes and expire,
/// so Redis holds neither names nor addresses, and no more of them than the budgets admit. Unknown names are braked
/// like known ones. Fails open.
@Singleton
class LoginBrake {

    private static final Logger LOG = Logger.getLogger(LoginBrake.class);
    private static final LuaScript COUNT = LuaScript.of(LoginBrake.class, "login-brake.lua");
    private static final LuaScript SETTLE = LuaScript.of(LoginBrake.class, "login-settle.lua");

    private final RedisLane redis;
    private final BlindIndex index;
    private final IdentityConfig.Brake config;

    LoginBrake(@Identifier("study") RedisLane redis, BlindIndex index, IdentityConfig config) {
        this.redis = redis;
        this.index = index;
        this.config = config.brake();
    }

    /// Whose password is tried, and from where; made by [#attempt].
    record Attempt(List<String> keys) {}

    Attempt attempt(String subject, String address) {
        return new Attempt(List.of(key("name", subject), key("address", address)));
    }

    /// Counts the attempt; zero lets it go on, anything else is how long to wait.
    Uni<Duration> count(Attempt attempt) {
        List<String> arguments = List.of(
                Integer.toString(config.freeFailures()),
                millis(config.firstDelay()),
                millis(config.longestDelay()),
                millis(config.memory()),
                Integer.toString(config.addressBudget()));
        return redis.run(COUNT, attempt.keys(), arguments)
                .map(answer -> Duration.ofMillis(answer.toLong()))
                .onFailure()
                .recoverWithItem(LoginBrake::open);
    }

    /// The password was right: earlier failures are forgotten.
    Uni<Void> proved(Attempt attempt) {
        return settle(attempt, "proved");
    }

    /// The password was wrong: the address is charged too.
    Uni<Void> failed(Attempt attempt) {
        return settle(attempt, "failed");
    }

    /// Nobody looked at the password: the attempt does not count.
    Uni<Void> unjudged(Attempt attempt) {
        return settle(attempt, "unjudged");
    }

    private Uni<Void> settle(Attempt attempt, String how) {
        Uni<Response> settled = redis.run(SETTLE, attempt.keys(), List.of(how, millis(config.addressPeriod())));
        return settled.replaceWithVoid().onFailure().recoverWithItem(() -> {
            LOG.debug("login brake: not settled");
            return null;
        });
    }

    private static Duration open(Throwable failure) {
        LOG.warnf("login brake is off: %s", failure.getMessage());
        return Duration.ZERO;
    }

    private String key(String kind, String value) {
        byte[] hash = index.of("brake-" + kind, value);
        return "brake:{login}:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
