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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future.State;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Remembers answers for a while. At most `maxEntries` are kept; askers of the same key share one question; a failure
/// is not remembered. The answer arrives on the Vert.x context that asked. Metrics: `cache.*` with the given name.
///
/// Where an answer may be given beyond its time, a failed question, or one that takes long, yields the old answer: who
/// was known goes on while nobody can be asked.
public final class RecentAnswers<K, V> {

    /// How long an asker who might have the old answer waits for the new one.
    private static final Duration PATIENCE = Duration.ofMillis(300);
    /// After a question failed, until the next.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final AsyncCache<K, Answer<V>> answers;
    private final ConcurrentMap<K, CompletableFuture<V>> renewals = new ConcurrentHashMap<>();
    private final Function<V, Duration> lifetime;
    private final Function<V, Duration> beyond;

    /// `lifetime` may differ by answer, so that "there is none" can be forgotten sooner than the rest.
    public RecentAnswers(String name, int maxEntries, Function<V, Duration> lifetime) {
        this(name, maxEntries, lifetime, _ -> Duration.ZERO);
    }

    /// The same; an answer is used for so long `beyond` its lifetime while no other can be had.
    public RecentAnswers(String name, int maxEntries, Function<V, Duration> lifetime, Function<V, Duration> beyond) {
        this.lifetime = lifetime;
        this.beyond = beyond;
        this.answers = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .expireAfter(Expiry.<K, Answer<V>>writing((_, answer) -> answer.usable()))
                // Upkeep is a few steps per write; a pool hop would cost more.
                .executor(Runnable::run)
                .recordStats()
                .buildAsync();
        CaffeineCacheMetrics.monitor(Metrics.globalRegistry, answers, name);
    }

    /// The remembered answer, or what `question` yields now.
    public Uni<V> get(K key, Function<K, Uni<V>> question) {
        Answer<V> known = remembered(key);
        if (known == null) {
            return first(key, question);
        }
        return known.fresh() ? Uni.createFrom().item(known.value()) : renewed(key, known, question);
    }

    /// The answer where it is remembered; nobody is asked.
    public Optional<V> known(K key) {
        Answer<V> known = remembered(key);
        return known != null && known.fresh() ? Optional.of(known.value()) : Optional.empty();
    }

    /// The same as a Vert.x future, for the hottest path: an answer known already costs one look into the cache.
    public Future<V> ask(K key, Function<K, Uni<V>> question) {
        Answer<V> known = remembered(key);
        return known != null && known.fresh()
                ? Future.succeededFuture(known.value())
                : UniHelper.toFuture(get(key, question));
    }

    /// Forgets one answer in this process.
    public void forget(K key) {
        answers.synchronous().invalidate(key);
    }

    private @Nullable Answer<V> remembered(K key) {
        CompletableFuture<Answer<V>> known = answers.getIfPresent(key);
        return known != null && known.state() == State.SUCCESS ? known.resultNow() : null;
    }

    private Uni<V> first(K key, Function<K, Uni<V>> question) {
        CompletableFuture<Answer<V>> answer =
                answers.get(key, (k, _) -> question.apply(k).map(this::answer).subscribeAsCompletionStage());
        // Known already: no hop.
        Uni<Answer<V>> arriving = answer.isDone() ? Uni.createFrom().completionStage(answer) : toAsker(copy(answer));
        return arriving.map(Answer::value);
    }

    private Uni<V> renewed(K key, Answer<V> old, Function<K, Uni<V>> question) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> others = renewals.putIfAbsent(key, mine);
        if (others == null) {
            renew(key, old, mine, question);
        }
        return toAsker(
                copy(others == null ? mine : others).ifNoItem().after(PATIENCE).recoverWithItem(old.value()));
    }

    private void renew(K key, Answer<V> old, CompletableFuture<V> renewal, Function<K, Uni<V>> question) {
        Uni.createFrom()
                .deferred(() -> question.apply(key))
                .map(this::answer)
                .onFailure()
                .recoverWithItem(() -> old.again(PAUSE))
                .subscribe()
                .with(answer -> renewed(key, renewal, answer));
    }

    private void renewed(K key, CompletableFuture<V> renewal, Answer<V> answer) {
        answers.put(key, CompletableFuture.completedFuture(answer));
        renewals.remove(key);
        renewal.complete(answer.value());
    }

    private Answer<V> answer(V value) {
        return Answer.of(value, lifetime.apply(value), beyond.apply(value));
    }

    /// Who gives up must not take the answer from the others.
    private static <T> Uni<T> copy(CompletableFuture<T> answer) {
        return Uni.createFrom().completionStage(answer.copy());
    }

    /// Under way for another asker, it would arrive on that asker's thread.
    private static <T> Uni<T> toAsker(Uni<T> answer) {
        Context asking = Vertx.currentContext();
        return asking == null ? answer : answer.emitOn(task -> asking.runOnContext(_ -> task.run()));
    }
}
