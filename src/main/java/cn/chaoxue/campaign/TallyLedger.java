package cn.chaoxue.campaign;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/// Where counts are kept. Declared here and kept by the live board, so that facts need not know who watches.
public interface TallyLedger {

    /// Adds the deltas to the named units and all their ancestors inside `tx`, in key order (no two transactions can
    /// wait for each other). Yields the new absolute counts of every unit touched.
    Uni<List<UnitTally>> apply(SqlConnection tx, List<TallyDelta> deltas);

    /// The same for people who change unit: nobody did anything, so no trend shows it.
    Uni<List<UnitTally>> relocate(SqlConnection tx, List<TallyDelta> deltas);

    /// Tells watchers the new absolute counts; call after commit. A lost message is healed by the next one or by
    /// the boards' own re-read, so failure here is never an error of the facts.
    Uni<Void> publish(List<UnitTally> tallies);
}
