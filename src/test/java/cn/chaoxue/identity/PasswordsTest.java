package cn.chaoxue.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.InTime;
import cn.chaoxue.platform.problem.Unavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The pool without Quarkus: one thread, two places to wait.
class PasswordsTest {

    private final Passwords passwords = new Passwords(config(), new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        passwords.stop();
    }

    @Test
    void hash_isVerifiedByItsPasswordOnly() {
        String hash = now(passwords.hash("right"));
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(now(passwords.verify(hash, "right"))).isTrue();
        assertThat(now(passwords.verify(hash, "wrong"))).isFalse();
        assertThat(now(passwords.verifyNothing("right"))).isFalse();
        assertThat(passwords.outdated(hash)).isFalse();
    }

    @Test
    void fullQueue_refusesAtOnceAndSaysWhenToReturn() {
        List<Object> outcomes = Stream.generate(() -> passwords.verifyNothing("any"))
                .limit(12)
                .map(work -> work.map(Object.class::cast).onFailure().recoverWithItem(failure -> failure))
                .map(Uni::subscribeAsCompletionStage)
                .toList()
                .stream()
                .map(InTime::done)
                .toList();
        List<Unavailable> refused = outcomes.stream()
                .filter(Unavailable.class::isInstance)
                .map(Unavailable.class::cast)
                .toList();
        assertThat(refused).isNotEmpty().hasSizeLessThanOrEqualTo(9);
        assertThat(refused).allMatch(refusal -> refusal.retryAfter().toSeconds() >= 1);
        assertThat(outcomes.stream().filter(Boolean.FALSE::equals)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void machineBusyForAMoment_isNotTakenForSlowHashing() throws InterruptedException {
        String hash = now(passwords.hash("right"));
        List<Boolean> quiet = Stream.generate(() -> now(passwords.verify(hash, "right")))
                .limit(20)
                .toList();
        double before = passwords.perSecond();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> crowd = Stream.generate(() -> Thread.ofPlatform().daemon().start(() -> spin(over)))
                .limit(4L * Runtime.getRuntime().availableProcessors())
                .toList();

        for (int i = 0; i < quiet.size(); i++) {
            now(passwords.verify(hash, "right"));
        }

        over.set(true);
        for (Thread one : crowd) {
            assertThat(one.join(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(passwords.perSecond()).isGreaterThan(0.35 * before);
    }

    @Test
    void policy_knowsLengthAndPersonalPieces() {
        List<String> numbers = List.of("11010519491231002X", "13812345678");
        assertThat(PasswordPolicy.objection("1234567", numbers)).isPresent();
        assertThat(PasswordPolicy.objection("x".repeat(65), numbers)).isPresent();
        assertThat(PasswordPolicy.objection("me19491231", numbers)).isPresent();
        assertThat(PasswordPolicy.objection("31002X-me", numbers)).isPresent();
        assertThat(PasswordPolicy.objection("31002x-me", numbers)).isPresent();
        assertThat(PasswordPolicy.objection("31002X-me", List.of("11010519491231002x")))
                .isPresent();
        assertThat(PasswordPolicy.objection("345678ab", numbers)).isPresent();
        assertThat(PasswordPolicy.objection("45678abc", numbers)).isEqualTo(Optional.empty());
        assertThat(PasswordPolicy.objection("青年大学习二零二六", numbers)).isEqualTo(Optional.empty());
    }

    private static void spin(AtomicBoolean over) {
        while (!over.get()) {
            Thread.onSpinWait();
        }
    }

    private static IdentityConfig config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(IdentityConfig.class)
                .withDefaultValue("chaoxue.identity.hashing.threads", "1")
                .withDefaultValue("chaoxue.identity.hashing.max-waiting", "2")
                .build()
                .getConfigMapping(IdentityConfig.class);
    }

    private static <T> T now(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }
}
