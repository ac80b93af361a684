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
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Slows guessing down: a growing wait per account, a budget of failures per address ([AddressBlock]), and
/// one for everybody. An attempt takes its place in the budgets before anybody looks at the password, and
/// gets it back unless it fails. A budget that is used up refills steadily: an office behind one address
/// goes on at that pace, and its known browsers ([KnownDevices]) as if nothing had happened. While
/// everybody's is used up, addresses that failed little go on by their own. Keys are keyed hashes and
/// expire, so Redis holds neither names nor addresses, and no more of them than the budgets admit. Unknown
/// names are braked like known ones. Fails open.
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

    /// Whose password is tried, and which budgets a failure is taken from; made by [#attempt].
    record Attempt(List<String> keys) {}

    /// Somebody nobody knows yet, at an address.
    Attempt attempt(String subject, String address) {
        return new Attempt(List.of(key("name", subject), key("address", AddressBlock.of(address)), key("all", "")));
    }

    /// Somebody who has shown something already, a password or a known browser: what strangers use up at the same
    /// address is not charged to them.
    Attempt attempt(String subject) {
        return new Attempt(List.of(key("name", subject)));
    }

    /// Counts the attempt; zero lets it go on, anything else is how long to wait.
    Uni<Duration> count(Attempt attempt) {
        List<String> arguments = with(
                attempt,
                Integer.toString(config.freeFailures()),
                millis(config.firstDelay()),
                millis(config.longestDelay()),
                millis(config.memory()));
        return redis.runOnce(COUNT, attempt.keys(), arguments)
                .map(answer -> Duration.ofMillis(answer.toLong()))
                .onFailure()
                .recoverWithItem(LoginBrake::open);
    }

    /// The password was right: earlier failures of the name are forgotten, and nothing is taken from the budgets.
    Uni<Void> proved(Attempt attempt) {
        return settle(attempt, "proved");
    }

    /// The password was wrong: what [#count] took stays taken.
    Uni<Void> failed() {
        return Uni.createFrom().voidItem();
    }

    /// Nobody looked at the password: the attempt does not count.
    Uni<Void> unjudged(Attempt attempt) {
        return settle(attempt, "unjudged");
    }

    private Uni<Void> settle(Attempt attempt, String how) {
        Uni<Response> settled = redis.runOnce(SETTLE, attempt.keys(), with(attempt, how));
        return settled.replaceWithVoid().onFailure().recoverWithItem(() -> {
            LOG.debug("login brake: not settled");
            return null;
        });
    }

    /// These arguments, and budget and period of each key beyond the first.
    private List<String> with(Attempt attempt, String... arguments) {
        String period = millis(config.period());
        Stream<String> budgets = Stream.of(config.addressBudget(), config.globalBudget())
                .limit(attempt.keys().size() - 1L)
                .flatMap(budget -> Stream.of(Integer.toString(budget), period));
        return Stream.concat(Stream.of(arguments), budgets).toList();
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
