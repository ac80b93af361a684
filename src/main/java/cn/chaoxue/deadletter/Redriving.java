package cn.chaoxue.deadletter;

import cn.chaoxue.deadletter.LetterSource.Attempted;
import cn.chaoxue.deadletter.LetterSource.Attempted.Refused;
import cn.chaoxue.deadletter.LetterSource.Attempted.Saved;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tries dead letters again, each in a transaction of its own. Those that still cannot be saved stay, with the new
/// reason.
@ApplicationScoped
class Redriving {

    private final Map<String, LetterSource> sources;
    private final DeadLetters letters;
    private final DeadLetterMetrics metrics;

    Redriving(@All List<LetterSource> sources, DeadLetters letters, DeadLetterMetrics metrics) {
        this.sources = sources.stream().collect(Collectors.toMap(LetterSource::name, Function.identity()));
        this.letters = letters;
        this.metrics = metrics;
    }

    /// The sources meant by a name, all where none is given; empty where there is no such source.
    Optional<Collection<String>> named(@Nullable String source) {
        if (source == null) {
            return Optional.of(sources.keySet());
        }
        return sources.containsKey(source) ? Optional.of(List.of(source)) : Optional.empty();
    }

    /// What waits, oldest first, from after the given id.
    Uni<List<LetterView>> waiting(Collection<String> of, long after, int limit) {
        return letters.waiting(of, after, limit)
                .map(found -> found.stream().map(this::view).toList());
    }

    /// Tries letters from after the given id, oldest first.
    Uni<Redriven> redrive(Collection<String> of, long after, int limit) {
        return letters.waiting(of, after, limit).chain(found -> each(found, limit));
    }

    private Uni<Redriven> each(List<Letter> waiting, int limit) {
        return Multi.createFrom()
                .iterable(waiting)
                .onItem()
                .transformToUniAndConcatenate(this::one)
                .collect()
                .asList()
                .map(saved -> Redriven.of(
                        saved, waiting.size() < limit ? null : waiting.getLast().id()));
    }

    /// Whether the letter was saved.
    private Uni<Boolean> one(Letter letter) {
        return Uni.createFrom()
                .deferred(() -> source(letter).tryAgain(letter))
                .onFailure(IllegalArgumentException.class)
                .recoverWithItem(malformed -> new Refused("malformed: " + malformed.getMessage()))
                .onFailure(failure -> Fault.of(failure) != Fault.PASSING)
                .recoverWithItem(refused -> new Refused(Fault.reason(refused)))
                .chain(attempted -> settled(letter, attempted));
    }

    private Uni<Boolean> settled(Letter letter, Attempted attempted) {
        return switch (attempted) {
            case Saved saved -> Uni.createFrom().item(true).invoke(() -> count(letter, saved));
            case Refused refused -> letters.again(letter, refused.reason()).replaceWith(false);
        };
    }

    private void count(Letter letter, Saved saved) {
        if (saved.now()) {
            metrics.redriven(letter.source());
        }
    }

    private LetterView view(Letter letter) {
        return LetterView.of(letter, source(letter).about(letter));
    }

    private LetterSource source(Letter letter) {
        return Objects.requireNonNull(sources.get(letter.source()));
    }
}
