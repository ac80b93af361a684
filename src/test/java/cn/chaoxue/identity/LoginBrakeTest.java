package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Sql;
import cn.chaoxue.platform.crypto.BlindIndex;
import cn.chaoxue.platform.redis.RedisLane;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginBrakeTest {

    /// The budget refills meanwhile: one a second.
    private static final int MOST = 360;

    @Inject
    LoginBrake brake;

    @Inject
    IdentityConfig config;

    @Inject
    BlindIndex index;

    @Inject
    @Identifier("study")
    RedisLane redis;

    @Test
    void keys_holdNeitherNameNorAddress() {
        LoginBrake.Attempt attempt = brake.attempt("11010519491231002X", "192.0.2.7");
        assertThat(attempt.keys()).allMatch(key -> key.startsWith("brake:{login}:"));
        assertThat(attempt.keys().toString()).doesNotContain("11010519491231002", "192.0.2.7");
    }

    @Test
    void waitsGrow_upToTheLongest() {
        LoginBrake.Attempt attempt = fresh();
        List<Duration> waits =
                IntStream.range(0, 6).mapToObj(_ -> count(attempt)).toList();
        assertThat(waits).containsOnly(Duration.ZERO);
        assertThat(count(attempt))
                .isPositive()
                .isLessThanOrEqualTo(config.brake().firstDelay());
        brake.proved(attempt).await().atMost(Duration.ofSeconds(20));
        assertThat(count(attempt)).isZero();
    }

    @Test
    void attemptsNobodyJudged_costNothing() {
        LoginBrake.Attempt attempt = fresh();
        for (int i = 0; i < 20; i++) {
            assertThat(count(attempt)).isZero();
            brake.unjudged(attempt).await().atMost(Duration.ofSeconds(20));
        }
    }

    @Test
    void addressBudget_holdsWhateverTheName() {
        String address = "198.51.100." + Sql.unique();
        assertThat(failuresUntilBraked(address)).isBetween(config.brake().addressBudget(), MOST);
        assertThat(braked(() -> brake.attempt("name " + Sql.unique(), address)))
                .isPositive()
                .isLessThanOrEqualTo(config.brake().period());
        assertThat(count(fresh())).as("another address").isZero();
    }

    /// Somebody guesses in an office of thousands: it is not locked out until a period has passed.
    @Test
    void officeWhoseBudgetIsUsedUp_goesOnSteadily() {
        String address = "198.51.100." + Sql.unique();
        failuresUntilBraked(address);
        Duration pace = config.brake().period().dividedBy(config.brake().addressBudget());
        assertThat(count(brake.attempt("name " + Sql.unique(), address))).isLessThanOrEqualTo(pace.plusMillis(1));
        assertThat(count(brake.attempt("device " + Sql.unique())))
                .as("who is known there")
                .isZero();
        await().atMost(pace.plusSeconds(30))
                .until(() ->
                        count(brake.attempt("name " + Sql.unique(), address)).isZero());
    }

    /// As many as all places of three processes hold, again and again: what they had taken comes back.
    @Test
    void manyPeopleOfOneOfficeAtOnce_areNotBraked() {
        String address = "198.51.100." + Sql.unique();
        for (int round = 0; round < 2; round++) {
            List<LoginBrake.Attempt> together = IntStream.range(
                            0, config.brake().addressBudget())
                    .mapToObj(_ -> brake.attempt("name " + Sql.unique(), address))
                    .toList();
            assertThat(together).allMatch(attempt -> count(attempt).isZero());
            together.forEach(attempt -> brake.proved(attempt).await().atMost(Duration.ofSeconds(20)));
        }
    }

    /// Sent all at once, before any was found wrong: they get no further than one after the other.
    @Test
    void guessesInParallel_doNotOvershootTheBudget() {
        String address = "198.51.100." + Sql.unique();
        Duration pace = config.brake().period().dividedBy(config.brake().addressBudget());
        long inside = together(MOST + 40, () -> brake.attempt("name " + Sql.unique(), address));
        assertThat(inside).isBetween((long) config.brake().addressBudget(), (long) MOST);
        assertThat(count(brake.attempt("name " + Sql.unique(), address))).isLessThanOrEqualTo(pace.plusMillis(1));
    }

    @Test
    void addressesOfOneLine_shareABudget() {
        String line = "2001:db8:%x:%x:".formatted((Sql.unique() >> 16) & 0xffff, Sql.unique() & 0xffff);
        failuresUntilBraked(line + ":1");
        assertThat(braked(() -> brake.attempt("name " + Sql.unique(), line + "9:8:7:6")))
                .isPositive();
        assertThat(braked(() -> brake.attempt("name " + Sql.unique(), line + "9:8:7:6%eth0")))
                .isPositive();
        assertThat(AddressBlock.of("::ffff:192.0.2.7")).isEqualTo(AddressBlock.of("192.0.2.7"));
        assertThat(AddressBlock.of("2001:db8::1")).isNotEqualTo(AddressBlock.of("2001:db8:0:1::1"));
    }

    /// Strangers from many addresses use up everybody's budget; here it is a small one, of which no place comes
    /// back while the test runs.
    @Test
    void floodFromElsewhere_shutsOutOnlyWhoTookPart() {
        LoginBrake small = new LoginBrake(redis, index, small());
        String everybody = small.attempt("nobody", "192.0.2.7").keys().getLast();
        wholeAgain(everybody);
        try {
            assertOnlyWhoTookPartWaits(small);
        } finally {
            wholeAgain(everybody);
        }
    }

    /// The budget of everybody is one for all of this Redis.
    private void wholeAgain(String budget) {
        redis.send(Request.cmd(Command.DEL).arg(budget)).await().atMost(Duration.ofSeconds(20));
    }

    private void assertOnlyWhoTookPartWaits(LoginBrake small) {
        List<String> flooding = IntStream.range(0, 40)
                .mapToObj(_ -> "203.0.113." + Sql.unique())
                .toList();
        flooding.forEach(from -> count(small, small.attempt("name " + Sql.unique(), from)));
        assertThat(flooding.subList(30, 40))
                .allMatch(from -> !count(small, small.attempt("name " + Sql.unique(), from))
                        .isZero());
        assertThat(count(small, small.attempt("name " + Sql.unique(), "203.0.113." + Sql.unique())))
                .as("an address that never failed")
                .isZero();
    }

    /// A place comes back every second: whoever comes just then has it, and the next one waits.
    private Duration braked(Supplier<LoginBrake.Attempt> next) {
        Duration wait = count(next.get());
        for (int i = 0; i < 10 && wait.isZero(); i++) {
            wait = count(next.get());
        }
        return wait;
    }

    private static IdentityConfig small() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(IdentityConfig.class)
                .withDefaultValue("chaoxue.identity.brake.address-budget", "10")
                .withDefaultValue("chaoxue.identity.brake.global-budget", "20")
                .withDefaultValue("chaoxue.identity.brake.period", "1h")
                .build()
                .getConfigMapping(IdentityConfig.class);
    }

    private long together(int many, Supplier<LoginBrake.Attempt> attempts) {
        List<Uni<Duration>> counted =
                Stream.generate(attempts).limit(many).map(brake::count).toList();
        List<Duration> waits = Uni.join().all(counted).andFailFast().await().atMost(Duration.ofSeconds(30));
        return waits.stream().filter(Duration::isZero).count();
    }

    private int failuresUntilBraked(String address) {
        for (int failures = 0; failures <= MOST; failures++) {
            LoginBrake.Attempt attempt = brake.attempt("name " + Sql.unique(), address);
            if (!count(attempt).isZero()) {
                return failures;
            }
        }
        return Integer.MAX_VALUE;
    }

    private LoginBrake.Attempt fresh() {
        return brake.attempt("name " + Sql.unique(), "203.0.113." + Sql.unique());
    }

    private Duration count(LoginBrake.Attempt attempt) {
        return count(brake, attempt);
    }

    private static Duration count(LoginBrake by, LoginBrake.Attempt attempt) {
        return by.count(attempt).await().atMost(Duration.ofSeconds(20));
    }
}
