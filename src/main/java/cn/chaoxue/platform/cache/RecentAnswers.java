package cn.chaoxue.platform.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Remembers answers for a while. At most `maxEntries` are kept; askers of the same key share one question; a failure
/// is not remembered. The answer arrives on the Vert.x context that asked. Metrics: `cache.*` with the given name.
public final class RecentAnswers<K, V> {

    private final AsyncCache<K, V> answers;

    /// `lifetime` may differ by answer, so that "there is none" can be forgotten sooner than the rest.
    public RecentAnswers(String name, int maxEntries, Function<V, Duration> lifetime) {
        this.answers = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .expireAfter(Expiry.<K, V>creating((_, answer) -> lifetime.apply(answer)))
                // Upkeep is a few steps per write; a pool hop would cost more.
                .executor(Runnable::run)
                .recordStats()
                .buildAsync();
        CaffeineCacheMetrics.monitor(Metrics.globalRegistry, answers, name);
    }

    /// The remembered answer, or what `question` yields now.
    public Uni<V> get(K key, Function<K, Uni<V>> question) {
        CompletableFuture<V> answer =
                answers.get(key, (k, _) -> question.apply(k).subscribeAsCompletionStage());
        // A copy while it is under way: who gives up must not take the answer from the others.
        Uni<V> result = Uni.createFrom().completionStage(answer.isDone() ? answer : answer.copy());
        Context asking = Vertx.currentContext();
        // Known already: no hop. Under way for another asker: it would arrive on that asker's thread.
        return answer.isDone() || asking == null ? result : result.emitOn(task -> asking.runOnContext(_ -> task.run()));
    }

    /// The answer where it is remembered; nobody is asked.
    public Optional<V> known(K key) {
        CompletableFuture<V> known = answers.getIfPresent(key);
        return known != null && known.state() == java.util.concurrent.Future.State.SUCCESS
                ? Optional.of(known.resultNow())
                : Optional.empty();
    }

    /// The same as a Vert.x future, for the hottest path: an answer known already costs one look into the cache.
    public Future<V> ask(K key, Function<K, Uni<V>> question) {
        CompletableFuture<V> known = answers.getIfPresent(key);
        return known != null && known.state() == java.util.concurrent.Future.State.SUCCESS
                ? Future.succeededFuture(known.resultNow())
                : UniHelper.toFuture(get(key, question));
    }

    /// Forgets one answer in this process.
    public void forget(K key) {
        answers.synchronous().invalidate(key);
    }
}
