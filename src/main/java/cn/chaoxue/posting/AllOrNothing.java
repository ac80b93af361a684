package cn.chaoxue.posting;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import java.util.function.Function;

/// A transaction that leaves nothing behind unless what was asked for is done.
final class AllOrNothing {

    private static final String EXCLUSION_VIOLATION = "23P01";

    private AllOrNothing() {}

    static Uni<PostingOutcome> in(Database database, Function<SqlConnection, Uni<PostingOutcome>> work) {
        return database.transaction(tx -> work.apply(tx).invoke(AllOrNothing::undo))
                .onFailure(Undone.class)
                .recoverWithItem(failure -> ((Undone) failure).outcome)
                .onFailure(AllOrNothing::overlaps)
                .recoverWithItem(new PostingOutcome.Refused("overlap", "The person has such a posting on that day."));
    }

    private static void undo(PostingOutcome outcome) {
        if (!(outcome instanceof PostingOutcome.Done)) {
            throw new Undone(outcome);
        }
    }

    private static boolean overlaps(Throwable failure) {
        return failure instanceof PgException pg && EXCLUSION_VIOLATION.equals(pg.getSqlState());
    }

    /// Carries the outcome out of the transaction that it rolls back.
    private static final class Undone extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient PostingOutcome outcome;

        Undone(PostingOutcome outcome) {
            super("undone", null, false, false);
            this.outcome = outcome;
        }
    }
}
