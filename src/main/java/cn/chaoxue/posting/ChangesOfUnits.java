package cn.chaoxue.posting;

import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What waits for its day or for an answer concerns the unit that took over, once one was merged: nobody's retirement
/// fails because the unit is called otherwise by then. A post beside the main one, in what is the own unit from then
/// on, is no longer to be had: that change is withdrawn, and says why.
@Singleton
class ChangesOfUnits implements UnitFollower {

    private static final String MOOT = """
            update posting_change set state = 'WITHDRAWN', decided_at = now(), decided_by = $3, answer = 'units-merged'
            where state in ('PROPOSED', 'ACCEPTED') and kind in ('SECONDMENT', 'PART_TIME')
                and from_unit in ($1, $2) and to_unit in ($1, $2)
            returning id
            """;
    private static final String FOLLOW = """
            update posting_change set from_unit = case when from_unit = $1 then $2 else from_unit end,
                to_unit = case when to_unit = $1 then $2 else to_unit end,
                named_unit = case when to_unit = $1 then coalesce(named_unit, $1) else named_unit end
            where state in ('PROPOSED', 'ACCEPTED') and (from_unit = $1 or to_unit = $1)
            """;
    private static final String PENDING = """
            select exists (select from posting_change
                where state = 'ACCEPTED' and effective_on <= $2 and (from_unit = $1 or to_unit = $1)) as pending
            """;
    /// A slug, which the pages say in the language of who reads.
    private static final String REASON = "units-merged";

    private final AuditLog audit;

    ChangesOfUnits(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public Uni<Void> merged(SqlConnection tx, long from, long into, LocalDate on, Origin origin) {
        return Database.rows(tx, MOOT, Tuple.of(from, into, origin.actorId()), row -> row.getLong("id"))
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(id -> noted(tx, id, origin))
                .collect()
                .asList()
                .chain(() -> Database.rows(tx, FOLLOW, Tuple.of(from, into), _ -> true))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> pending(SqlConnection tx, long unit, LocalDate today) {
        return Database.rows(tx, PENDING, Tuple.of(unit, today), row -> row.getBoolean("pending"))
                .map(List::getFirst);
    }

    private Uni<Void> noted(SqlConnection tx, long change, Origin origin) {
        return PostingChanges.find(tx, change)
                .map(Optional::orElseThrow)
                .chain(moot -> audit.append(tx, PostingTrace.events(moot, origin, "posting.withdraw", REASON)));
    }
}
