package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginBrakeTest {

    /// The budget refills meanwhile: one a second.
    private static final int MOST = 360;

    @Inject
    LoginBrake brake;

    @Inject
    IdentityConfig config;

    @Test
    void keys_holdNeitherNameNorAddress() {
        LoginBrake.Attempt attempt = brake.attempt("11010519491231002X", "192.0.2.7");
        assertThat(attempt.keys()).allMatch(key -> key.startsWith("brake:{login}:"));
        assertThat(attempt.keys().toString()).doesNotContain("1101", "192.0.2.7");
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
        brake.proved(attempt).await().atMost(Duration.ofSeconds(5));
        assertThat(count(attempt)).isZero();
    }

    @Test
    void attemptsNobodyJudged_costNothing() {
        LoginBrake.Attempt attempt = fresh();
        for (int i = 0; i < 20; i++) {
            assertThat(count(attempt)).isZero();
            brake.unjudged(attempt).await().atMost(Duration.ofSeconds(5));
        }
    }

    @Test
    void addressBudget_holdsWhateverTheName() {
        String address = "198.51.100." + Sql.unique();
        assertThat(failuresUntilBraked(address)).isBetween(config.brake().addressBudget(), MOST);
        assertThat(count(brake.attempt("name " + Sql.unique(), address)))
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
        await().atMost(pace.plusSeconds(2))
                .until(() ->
                        count(brake.attempt("name " + Sql.unique(), address)).isZero());
    }

    @Test
    void manyPeopleOfOneOfficeAtOnce_areNotBraked() {
        String address = "198.51.100." + Sql.unique();
        for (int i = 0; i < config.brake().addressBudget() + 50; i++) {
            assertThat(count(brake.attempt("name " + Sql.unique(), address))).isZero();
        }
    }

    private int failuresUntilBraked(String address) {
        for (int failures = 0; failures <= MOST; failures++) {
            LoginBrake.Attempt attempt = brake.attempt("name " + Sql.unique(), address);
            if (!count(attempt).isZero()) {
                return failures;
            }
            brake.failed(attempt).await().atMost(Duration.ofSeconds(5));
        }
        return Integer.MAX_VALUE;
    }

    private LoginBrake.Attempt fresh() {
        return brake.attempt("name " + Sql.unique(), "203.0.113." + Sql.unique());
    }

    private Duration count(LoginBrake.Attempt attempt) {
        return brake.count(attempt).await().atMost(Duration.ofSeconds(5));
    }
}
