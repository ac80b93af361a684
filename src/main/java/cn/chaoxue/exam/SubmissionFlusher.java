package cn.chaoxue.exam;

import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.deadletter.Sifting;
import cn.chaoxue.deadletter.Sifting.Sifted;
import cn.chaoxue.exam.SubmissionBatch.Applied;
import cn.chaoxue.exam.SubmissionStream.Share;
import cn.chaoxue.exam.Verdicts.Rejected;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.stream.Stream;

/// Moves submissions from Redis to PostgreSQL: claim, apply, acknowledge and publish, one bounded batch at a time.
/// An entry is acknowledged only after the transaction that persisted it, or its dead letter, has committed; cut off
/// after any step, the next claim takes the same entries up again and nothing counts twice.
@Dependent
class SubmissionFlusher {

    private final SubmissionStream stream;
    private final SubmissionBatch batch;
    private final TallyLedger tallies;
    private final ExamConfig config;
    private final Sifting<Entry, Applied> sifting =
            new Sifting<>(Entry::name, applied -> !applied.persisted().isEmpty());
    private Share share = Share.ofAll();
    private boolean unfinished;
    private long nextTakeOver;

    SubmissionFlusher(SubmissionStream stream, SubmissionBatch batch, TallyLedger tallies, ExamConfig config) {
        this.stream = stream;
        this.batch = batch;
        this.tallies = tallies;
        this.config = config;
    }

    /// Reads these shards only: several flushers of one process keep PostgreSQL busy while each talks to Redis.
    SubmissionFlusher on(Share dealt) {
        share = dealt;
        return this;
    }

    /// One round; yields how many entries it finished.
    Uni<Integer> flush() {
        return claim().chain(this::finish)
                .onFailure()
                .invoke(this::interrupted)
                .onCancellation()
                .invoke(this::interrupted);
    }

    /// A round did not come to its end: the next begins with what it left.
    void interrupted() {
        unfinished = true;
    }

    /// Own unfinished entries first, then those others abandoned, then new ones. Entries in doubt hold nobody up:
    /// others come beside them.
    Uni<List<Entry>> claim() {
        return unfinished ? stream.unfinished(share).chain(this::beside) : fresh();
    }

    private Uni<List<Entry>> beside(List<Entry> found) {
        unfinished = !found.isEmpty();
        return sifting.inDoubt(found)
                ? fresh().map(more -> joined(found, more))
                : Uni.createFrom().item(found);
    }

    private Uni<List<Entry>> fresh() {
        if (System.nanoTime() - nextTakeOver < 0) {
            return stream.unclaimed(share);
        }
        nextTakeOver = System.nanoTime() + config.takeOverEvery().toNanos();
        return stream.abandoned(share)
                .chain(found -> found.isEmpty()
                        ? stream.unclaimed(share)
                        : Uni.createFrom().item(found));
    }

    /// Marks and persists a batch in one transaction. Where an entry is at fault the others are persisted without it,
    /// and it becomes a dead letter, or stays for the next round while there is doubt.
    Uni<Applied> apply(List<Entry> entries) {
        return sifting.sift(entries, batch::persist).chain(this::bury);
    }

    /// Takes the batch out of Redis.
    Uni<Void> acknowledge(Applied applied) {
        return stream.acknowledge(applied.entries(), applied.persisted());
    }

    /// Tells the boards; never fails the round.
    Uni<Void> publish(Applied applied) {
        return tallies.publish(applied.moved());
    }

    private Uni<Integer> finish(List<Entry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return apply(entries)
                .call(applied ->
                        Uni.join().all(acknowledge(applied), publish(applied)).andFailFast())
                .map(applied -> applied.entries().size());
    }

    private Uni<Applied> bury(Sifted<Entry, Applied> sifted) {
        unfinished |= !sifted.left().isEmpty();
        Applied passed = sifted.passed().stream().reduce(Applied.NOTHING, Applied::and);
        if (sifted.hopeless().isEmpty()) {
            return Uni.createFrom().item(passed);
        }
        List<Rejected> rejected = sifted.hopeless().stream()
                .map(one -> new Rejected(one.entry(), one.reason()))
                .toList();
        return batch.bury(rejected).map(passed::and);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
