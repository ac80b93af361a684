package cn.chaoxue.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

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
}
