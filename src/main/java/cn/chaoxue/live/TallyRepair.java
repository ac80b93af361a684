package cn.chaoxue.live;

import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/// Sets a campaign's counts to what the facts say, at someone's explicit wish. Exact while learners study on: the
/// counts are locked first, so the facts of every transaction that has counted are visible and all others count later.
@ApplicationScoped
class TallyRepair {

    private static final Logger LOG = Logger.getLogger(TallyRepair.class);

    /// Boards show closed units that hold counts: one may hold some now.
    private static final String SHOW_ANEW = "update tree_version set version = version + 1";

    private final Database database;
    private final TallyLedger ledger;

    TallyRepair(Database database, TallyLedger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /// Yields the counts that were wrong, as they are now. Persisting waits meanwhile: seconds in a large campaign.
    Uni<List<UnitTally>> repair(Caller caller, long campaign) {
        return database.batch(tx -> repair(tx, campaign))
                .invoke(repaired -> LOG.warnf(
                        "account %d repaired %d tallies of campaign %d", caller.id(), repaired.size(), campaign))
                .call(ledger::publish);
    }

    private static Uni<List<UnitTally>> repair(SqlConnection tx, long campaign) {
        Tuple of = Tuple.of(campaign);
        return tx.preparedQuery(RecountSql.LOCK)
                .execute(of)
                .chain(() -> Database.rows(tx, RecountSql.SET, of, TallyRows::tally))
                .call(() -> tx.query(SHOW_ANEW).execute());
    }
}
