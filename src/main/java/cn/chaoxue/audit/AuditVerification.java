package cn.chaoxue.audit;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Computes the whole chain again, a page at a time, while the service goes on writing.
@Singleton
public class AuditVerification {

    private static final int PAGE = 1000;
    private static final String HEAD = "select seq, hash from audit_head";
    private static final String LINKS =
            "select " + AuditRow.COLUMNS + " from audit_entry e where e.seq > $1 order by e.seq limit $2";

    private final Database database;
    private final AuditHash hash;

    AuditVerification(Database database, AuditHash hash) {
        this.database = database;
        this.hash = hash;
    }

    /// Verifies up to the end there is now, and that an end `noted` earlier still lies on the way.
    public Uni<Verdict> verify(Optional<Anchor> noted) {
        return database.query(
                        HEAD, Tuple.tuple(), row -> new Anchor(row.getLong("seq"), Database.someBytes(row, "hash")))
                .map(heads -> new ChainWalk(hash, heads.getFirst(), noted))
                .call(this::walk)
                .map(ChainWalk::verdict);
    }

    private Uni<Boolean> walk(ChainWalk walk) {
        return Multi.createBy()
                .repeating()
                .uni(() -> step(walk))
                .whilst(goesOn -> goesOn)
                .collect()
                .last();
    }

    private Uni<Boolean> step(ChainWalk walk) {
        return database.query(
                        LINKS,
                        Tuple.of(walk.seq(), PAGE),
                        row -> new ChainWalk.Link(AuditRow.of(row), Database.someBytes(row, "hash")))
                .map(walk::acceptAll);
    }
}
