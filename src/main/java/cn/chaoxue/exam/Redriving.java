package cn.chaoxue.exam;

import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.exam.DeadLetters.Letter;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/// Persists dead letters whose cause has been removed, each in a transaction of its own, by the same marks and the same
/// ledger as any submission. Those that still cannot be saved stay, with the new reason.
@ApplicationScoped
class Redriving {

    private final DeadLetters letters;
    private final Marking marking;
    private final SubmissionLedger ledger;
    private final TallyLedger tallies;
    private final Database database;

    Redriving(DeadLetters letters, Marking marking, SubmissionLedger ledger, TallyLedger tallies, Database database) {
        this.letters = letters;
        this.marking = marking;
        this.ledger = ledger;
        this.tallies = tallies;
        this.database = database;
    }

    /// Tries letters from after the given id, oldest first; yields how many were saved.
    Uni<Integer> redrive(long after, int limit) {
        return letters.waiting(after, limit).chain(this::each);
    }

    private Uni<Integer> each(List<Letter> waiting) {
        return Multi.createFrom()
                .iterable(waiting)
                .onItem()
                .transformToUniAndConcatenate(this::one)
                .collect()
                .with(Collectors.summingInt(saved -> saved ? 1 : 0));
    }

    private Uni<Boolean> one(Letter letter) {
        return marking.mark(List.of(letter.entry()))
                .chain(verdicts -> settled(letter, verdicts))
                .onFailure(SubmissionFlusher::dataDoesNotFit)
                .recoverWithUni(refused -> kept(letter, "refused by the database: " + refused.getMessage()));
    }

    private Uni<Boolean> settled(Letter letter, Verdicts verdicts) {
        if (!verdicts.rejected().isEmpty()) {
            return kept(letter, verdicts.rejected().getFirst().reason());
        }
        return database.<List<UnitTally>>transaction(tx -> persisted(tx, letter, verdicts))
                .call(moved -> tallies.publish(moved).onFailure().recoverWithNull())
                .replaceWith(true);
    }

    private Uni<List<UnitTally>> persisted(SqlConnection tx, Letter letter, Verdicts verdicts) {
        return letters.done(tx, letter).chain(() -> ledger.record(tx, verdicts.marked()));
    }

    private Uni<Boolean> kept(Letter letter, String reason) {
        return letters.again(letter, reason).replaceWith(false);
    }
}
