package cn.chaoxue.exam;

import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.deadletter.DeadLetters;
import cn.chaoxue.deadletter.Letter;
import cn.chaoxue.deadletter.LetterSource;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// The way back for submissions: the same marks and the same ledger as any submission.
@ApplicationScoped
class SubmissionLetters implements LetterSource {

    private final DeadLetters letters;
    private final Marking marking;
    private final SubmissionLedger ledger;
    private final TallyLedger tallies;
    private final Database database;

    SubmissionLetters(
            DeadLetters letters, Marking marking, SubmissionLedger ledger, TallyLedger tallies, Database database) {
        this.letters = letters;
        this.marking = marking;
        this.ledger = ledger;
        this.tallies = tallies;
        this.database = database;
    }

    @Override
    public String name() {
        return UnmarkedSubmissions.SOURCE;
    }

    @Override
    public Map<String, String> about(Letter letter) {
        String attempt = letter.fields().get("attempt");
        return attempt == null ? Map.of() : Map.of("attemptId", attempt);
    }

    @Override
    public Uni<Attempted> tryAgain(Letter letter) {
        return marking.markByTheBook(List.of(UnmarkedSubmissions.entry(letter)))
                .chain(verdicts -> settled(letter, verdicts));
    }

    private Uni<Attempted> settled(Letter letter, Verdicts verdicts) {
        if (!verdicts.rejected().isEmpty()) {
            return Uni.createFrom()
                    .item(new Attempted.Refused(verdicts.rejected().getFirst().reason()));
        }
        return database.transaction(tx -> persisted(tx, letter, verdicts))
                .call(persisted -> tallies.publish(persisted.moved()))
                .map(persisted -> new Attempted.Saved(persisted.now()));
    }

    private record Persisted(boolean now, List<UnitTally> moved) {}

    private Uni<Persisted> persisted(SqlConnection tx, Letter letter, Verdicts verdicts) {
        return letters.done(tx, letter)
                .chain(now ->
                        ledger.record(tx, verdicts.marked()).map(handedIn -> new Persisted(now, handedIn.moved())));
    }
}
