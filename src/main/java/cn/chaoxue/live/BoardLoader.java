package cn.chaoxue.live;

import cn.chaoxue.platform.problem.Unavailable;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads boards for whoever asks, one statement at a time: those who ask meanwhile are read together by the next, and
/// those who ask for the same board share its answer. However many boards open at once, PostgreSQL sees one read per
/// process, so browsing is never starved by boards.
@ApplicationScoped
class BoardLoader {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final BoardRepository repository;
    private final LiveConfig config;
    private final Map<BoardKey, CompletableFuture<Optional<BoardSnapshot>>> waiting = new LinkedHashMap<>();
    private boolean reading;

    BoardLoader(BoardRepository repository, LiveConfig config) {
        this.repository = repository;
        this.config = config;
    }

    /// The board as it is now; empty where campaign or unit does not exist. Fails as [Unavailable] when too many wait,
    /// or when it takes too long: who asks while others are read waits for two reads.
    Uni<Optional<BoardSnapshot>> load(BoardKey key) {
        CompletableFuture<Optional<BoardSnapshot>> answer = ask(key);
        if (answer == null) {
            return Uni.createFrom().failure(new Unavailable("boards: too many wait", SOON));
        }
        readNext();
        // A copy each: who gives up takes the answer away from nobody else.
        return Uni.createFrom()
                .completionStage(answer::copy)
                .ifNoItem()
                .after(config.readWithin())
                .failWith(() -> new Unavailable("boards: not read in time", SOON));
    }

    /// Boards that wait to be read.
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized @Nullable CompletableFuture<Optional<BoardSnapshot>> ask(BoardKey key) {
        if (waiting.size() >= config.maxWaitingReads() && !waiting.containsKey(key)) {
            return null;
        }
        return waiting.computeIfAbsent(key, _ -> new CompletableFuture<>());
    }

    private void readNext() {
        Map<BoardKey, CompletableFuture<Optional<BoardSnapshot>>> batch = takeBatch();
        if (batch.isEmpty()) {
            return;
        }
        repository
                .read(batch.keySet().stream().toList())
                .onTermination()
                .invoke(this::readAgain)
                .subscribe()
                .with(found -> answer(batch, found), failure -> refuse(batch, failure));
    }

    private synchronized Map<BoardKey, CompletableFuture<Optional<BoardSnapshot>>> takeBatch() {
        if (reading || waiting.isEmpty()) {
            return Map.of();
        }
        reading = true;
        Map<BoardKey, CompletableFuture<Optional<BoardSnapshot>>> batch = waiting.entrySet().stream()
                .limit(config.boardsPerRead())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        waiting.keySet().removeAll(batch.keySet());
        return batch;
    }

    private void readAgain() {
        synchronized (this) {
            reading = false;
        }
        readNext();
    }

    private static void answer(
            Map<BoardKey, CompletableFuture<Optional<BoardSnapshot>>> batch, Map<BoardKey, BoardSnapshot> found) {
        batch.forEach((key, answer) -> answer.complete(Optional.ofNullable(found.get(key))));
    }

    private static void refuse(Map<BoardKey, CompletableFuture<Optional<BoardSnapshot>>> batch, Throwable failure) {
        batch.values().forEach(answer -> answer.completeExceptionally(failure));
    }
}
