package cn.chaoxue.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

    /// Found by the drill `rolling-restart`: one learner's timeout was an error 500 for all who waited with them.
    @Test
    void askerWhoGivesUp_takesTheAnswerFromNobodyElse() throws Exception {
        RecentAnswers<String, String> answers = new RecentAnswers<>("test", 10, _ -> Duration.ofMinutes(1));
        AtomicReference<UniEmitter<? super String>> source = new AtomicReference<>();
        Uni<String> slow = Uni.createFrom().<String>emitter(source::set);
        Cancellable impatient = answers.get("key", _ -> slow).subscribe().with(_ -> {});
        CompletableFuture<String> patient = answers.get("key", _ -> slow).subscribeAsCompletionStage();
        impatient.cancel();
        Objects.requireNonNull(source.get()).complete("answer");
        assertThat(patient.get(5, TimeUnit.SECONDS)).isEqualTo("answer");
    }

    /// Found by the drill `stopped-database`: after a minute heartbeats failed for want of a course known all along.
    @Test
    void nobodyCanBeAsked_oldAnswerIsGivenBeyondItsTime() throws Exception {
        RecentAnswers<String, String> answers = expired(Duration.ofHours(1));

        assertThat(got(answers, Uni.createFrom().failure(new IllegalStateException("away"))))
                .isEqualTo("old");
        assertThat(answers.known("key")).as("nobody asks again at once").contains("old");
    }

    @Test
    void answerTakesLong_oldOneIsGivenMeanwhile() throws Exception {
        assertThat(got(expired(Duration.ofHours(1)), Uni.createFrom().nothing()))
                .isEqualTo("old");
    }

    @Test
    void newAnswerIsThere_oldOneIsForgotten() throws Exception {
        RecentAnswers<String, String> answers = expired(Duration.ofHours(1));

        assertThat(got(answers, Uni.createFrom().item("new"))).isEqualTo("new");
        assertThat(got(answers, Uni.createFrom().failure(new IllegalStateException("away"))))
                .isEqualTo("new");
    }

    @Test
    void nothingIsAllowedBeyondItsTime_failureIsTold() {
        RecentAnswers<String, String> answers = expired(Duration.ZERO);

        assertThatThrownBy(() -> got(answers, Uni.createFrom().failure(new IllegalStateException("away"))))
                .hasRootCauseMessage("away");
    }

    private static RecentAnswers<String, String> expired(Duration beyond) {
        RecentAnswers<String, String> answers =
                new RecentAnswers<>("test", 10, _ -> Duration.ofMillis(20), _ -> beyond);
        answers.get("key", _ -> Uni.createFrom().item("old")).await().atMost(Duration.ofSeconds(30));
        await().until(() -> answers.known("key").isEmpty());
        return answers;
    }

    private static String got(RecentAnswers<String, String> answers, Uni<String> question) throws Exception {
        return answers.get("key", _ -> question).subscribeAsCompletionStage().get(20, TimeUnit.SECONDS);
    }
}
