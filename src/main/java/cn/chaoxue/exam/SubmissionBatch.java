package cn.chaoxue.exam;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.exam.SubmissionLedger.HandedIn;
import cn.chaoxue.exam.Verdicts.Accepted;
import cn.chaoxue.exam.Verdicts.Rejected;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Marks a batch and persists it in one transaction: what was handed in with all that follows, and the dead letters
/// of what cannot be marked. A batch that comes again changes nothing.
@ApplicationScoped
class SubmissionBatch {

    private final Marking marking;
    private final SubmissionLedger ledger;
    private final UnmarkedSubmissions unmarked;
    private final Database database;
    private final ExamMetrics metrics;

    SubmissionBatch(
            Marking marking,
            SubmissionLedger ledger,
            UnmarkedSubmissions unmarked,
            Database database,
            ExamMetrics metrics) {
        this.marking = marking;
        this.ledger = ledger;
        this.unmarked = unmarked;
        this.database = database;
        this.metrics = metrics;
    }

    /// What a committed batch left to do.
    record Applied(List<Entry> entries, List<Submission> persisted, List<UnitTally> moved) {

        static final Applied NOTHING = new Applied(List.of(), List.of(), List.of());

        Applied and(Applied other) {
            return new Applied(
                    joined(entries, other.entries), joined(persisted, other.persisted), joined(moved, other.moved));
        }

        private static <T> List<T> joined(List<T> first, List<T> second) {
            return Stream.concat(first.stream(), second.stream()).toList();
        }
    }

    private record Written(HandedIn handedIn, int buried) {}

    /// Persists these entries. Those believed at first and not found to be what they say, a batch that comes again
    /// among them, are marked once more by the book, in a transaction of their own.
    Uni<Applied> persist(List<Entry> entries) {
        return marking.mark(entries.stream().filter(entry -> !entry.gone()).toList())
                .chain(verdicts ->
                        commit(verdicts).chain(written -> persisted(entries, verdicts.accepted(), written.handedIn)));
    }

    /// Makes dead letters of these.
    Uni<Applied> bury(List<Rejected> rejected) {
        List<Entry> buried = rejected.stream().map(Rejected::entry).toList();
        return commit(new Verdicts(List.of(), rejected)).replaceWith(new Applied(buried, List.of(), List.of()));
    }

    private Uni<Applied> persisted(List<Entry> entries, List<Accepted> accepted, HandedIn handedIn) {
        List<Accepted> taken =
                accepted.stream().filter(one -> isOf(handedIn, one)).toList();
        if (taken.size() == accepted.size()) {
            return Uni.createFrom().item(new Applied(entries, submissions(taken), handedIn.moved()));
        }
        List<Entry> doubtful = accepted.stream()
                .filter(one -> !isOf(handedIn, one))
                .map(Accepted::entry)
                .toList();
        Applied done = new Applied(without(doubtful, entries), submissions(taken), handedIn.moved());
        return byTheBook(doubtful).map(done::and);
    }

    private static boolean isOf(HandedIn handedIn, Accepted one) {
        return handedIn.taken().contains(one.marked().claim());
    }

    private Uni<Applied> byTheBook(List<Entry> entries) {
        return marking.markByTheBook(entries)
                .chain(verdicts -> commit(verdicts)
                        .map(written ->
                                new Applied(entries, submissions(verdicts.accepted()), written.handedIn.moved())));
    }

    private Uni<Written> commit(Verdicts verdicts) {
        long begin = System.nanoTime();
        return database.batch(tx -> write(tx, verdicts))
                .invoke(written -> metrics.flushed(
                        verdicts,
                        written.handedIn.taken().size(),
                        written.buried,
                        Duration.ofNanos(System.nanoTime() - begin)));
    }

    private Uni<Written> write(SqlConnection tx, Verdicts verdicts) {
        return unmarked.keep(tx, verdicts.rejected())
                .chain(buried -> ledger.record(tx, verdicts.marked()).map(handedIn -> new Written(handedIn, buried)));
    }

    /// By identity: as a set's element an entry would have all its fields hashed.
    private static List<Entry> without(List<Entry> some, List<Entry> entries) {
        Set<Entry> apart = Collections.newSetFromMap(new IdentityHashMap<>());
        apart.addAll(some);
        return entries.stream().filter(entry -> !apart.contains(entry)).toList();
    }

    private static List<Submission> submissions(List<Accepted> accepted) {
        return accepted.stream().map(one -> one.marked().submission()).toList();
    }
}
