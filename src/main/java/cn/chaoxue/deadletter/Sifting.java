package cn.chaoxue.deadletter;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Persists a batch without those of its entries that cannot be persisted: where one may be at fault the batch is
/// halved until it stands alone, so it costs the others nothing.
///
/// Data that does not fit is beyond doubt and hopeless at once. Anything else ([Fault#DOUBTFUL]) may as well be a
/// defect that concerns all entries alike. So such an entry stays where it is until it has failed alone in several
/// rounds in each of which others passed and few failed ([Doubts]); where nothing passes, or many fail, nobody is to
/// blame: nothing is buried, and whatever can pass does. A failure that may pass fails the round as it is, and what was
/// held against entries is forgotten.
/// @param <T> an entry
/// @param <R> what persisting some of them yields
public final class Sifting<T, R> {

    /// How long a doubtful entry rests before it is tried again; what is odd for a moment is over by then.
    private static final Duration REST = Duration.ofMillis(500);

    /// So many entries of a round, or so great a share of it, may be at fault; beyond, the fault is a common one.
    private static final int FEW = 3;
    private static final int FEW_OF = 10;

    private final Predicate<R> proof;
    private final Doubts<T> doubts;

    /// `name`: what an entry is known by in the next round; `proof`: whether a result shows that entries can pass.
    public Sifting(Function<T, String> name, Predicate<R> proof) {
        this(name, proof, REST);
    }

    Sifting(Function<T, String> name, Predicate<R> proof, Duration rest) {
        this.proof = proof;
        this.doubts = new Doubts<>(name, rest);
    }

    /// An entry to be buried, and why.
    public record Hopeless<T>(T entry, String reason) {}

    /// What became of a batch. `left` are to be tried again.
    public record Sifted<T, R>(List<R> passed, List<Hopeless<T>> hopeless, List<T> left) {}

    /// Whether all of these have failed alone before: others should come beside them, or nothing is ever known.
    public boolean inDoubt(List<T> entries) {
        return entries.stream().allMatch(doubts::concern);
    }

    /// Persists what it can of a batch. Fails where nothing passes for a reason that is in doubt, and for any reason
    /// that may pass; what was persisted until then comes again, as after a crash.
    public Uni<Sifted<T, R>> sift(List<T> batch, Function<List<T>, Uni<R>> persist) {
        Round round = new Round(batch.size(), persist);
        return round.all(batch)
                .chain(round::end)
                .onFailure(failure -> Fault.of(failure) == Fault.PASSING)
                .invoke(doubts::startAnew);
    }

    private record Alone<T>(T entry, Throwable failure) {}

    private final class Round {

        private final int most;
        private final Function<List<T>, Uni<R>> persist;
        private final List<R> passed = new ArrayList<>();
        private final List<Hopeless<T>> hopeless = new ArrayList<>();
        private final List<Alone<T>> doubtful = new ArrayList<>();
        private final List<T> left = new ArrayList<>();

        Round(int entries, Function<List<T>, Uni<R>> persist) {
            this.most = Math.max(FEW, entries / FEW_OF);
            this.persist = persist;
        }

        /// Those in doubt last and one by one, and only after their rest.
        Uni<Void> all(List<T> batch) {
            if (doubts.none()) {
                return take(batch);
            }
            List<T> others = new ArrayList<>();
            List<T> again = new ArrayList<>();
            for (T entry : batch) {
                (doubts.rest(entry) ? left : doubts.concern(entry) ? again : others).add(entry);
            }
            return take(others).chain(() -> each(again));
        }

        private Uni<Void> take(List<T> entries) {
            if (entries.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return Uni.createFrom()
                    .deferred(() -> persist.apply(entries))
                    .invoke(result -> pass(entries, result))
                    .replaceWithVoid()
                    .onFailure(failure -> Fault.of(failure) != Fault.PASSING)
                    .recoverWithUni(failure -> split(entries, failure));
        }

        private Uni<Void> each(List<T> entries) {
            return entries.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : take(entries.subList(0, 1)).chain(() -> each(entries.subList(1, entries.size())));
        }

        private void pass(List<T> entries, R result) {
            passed.add(result);
            doubts.clear(entries);
        }

        private Uni<Void> split(List<T> entries, Throwable failure) {
            if (entries.size() == 1) {
                return alone(entries.getFirst(), failure);
            }
            int middle = entries.size() / 2;
            return take(entries.subList(0, middle)).chain(() -> take(entries.subList(middle, entries.size())));
        }

        private Uni<Void> alone(T entry, Throwable failure) {
            if (Fault.of(failure) == Fault.OF_THE_DATA) {
                hopeless.add(new Hopeless<>(entry, Fault.reason(failure)));
                return Uni.createFrom().voidItem();
            }
            // Known from now on, however the round ends: in the next the others come before it.
            doubts.suspect(entry);
            doubtful.add(new Alone<>(entry, failure));
            return passed.isEmpty() && doubtful.size() > most
                    ? Uni.createFrom().failure(failure)
                    : Uni.createFrom().voidItem();
        }

        private Uni<Sifted<T, R>> end() {
            // Those that rest are in doubt as well: they failed a moment ago.
            boolean counts =
                    doubtful.size() + left.size() <= most && passed.stream().anyMatch(proof);
            for (Alone<T> one : doubtful) {
                if (counts && doubts.enough(one.entry)) {
                    hopeless.add(new Hopeless<>(one.entry, Doubts.reason(one.failure)));
                } else {
                    left.add(one.entry);
                }
            }
            return passed.isEmpty() && hopeless.isEmpty() && !doubtful.isEmpty()
                    ? Uni.createFrom().failure(doubtful.getFirst().failure())
                    : Uni.createFrom().item(new Sifted<>(passed, hopeless, left));
        }
    }
}
