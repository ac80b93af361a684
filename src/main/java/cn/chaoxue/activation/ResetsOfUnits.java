package cn.chaoxue.activation;

import cn.chaoxue.org.UnitFollower;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// A reset goes by where people stand. Those whose turn has not come when their unit leaves are reset at once, since
/// nobody finds them afterwards; where they are many, their unit stays until the reset is over. No step of [ResetWork]
/// is under way then, as each reads the tree.
@Singleton
class ResetsOfUnits implements UnitFollower {

    private static final String AT_WORK = """
            select r.id, r.last_id, u.path from activation_reset r join unit u on u.id = $1
            where r.unit_id = any($2) and r.state = 'RESETTING' order by r.id for update of r
            """;
    private static final String DONE = "update activation_reset set done = done + $2 where id = $1";

    private record Job(long id, long lastId, String path) {

        static Job of(Row row) {
            return new Job(row.getLong("id"), row.getLong("last_id"), row.getString("path"));
        }
    }

    private final int most;

    ResetsOfUnits(ResetConfig config) {
        this.most = config.mostLeaving();
    }

    @Override
    public Uni<Void> leaving(SqlConnection tx, long unit, List<Long> left) {
        return Database.rows(tx, AT_WORK, Tuple.of(unit, left.toArray(Long[]::new)), Job::of)
                .onItem()
                .transformToMulti(jobs -> Multi.createFrom().iterable(jobs))
                .onItem()
                .transformToUniAndConcatenate(job -> finish(tx, job))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> finish(SqlConnection tx, Job job) {
        return Resetting.some(tx, job.id(), job.path(), job.lastId(), most + 1)
                .invoke(touched -> requireFew(touched.size()))
                .map(touched ->
                        touched.stream().filter(Resetting.Touched::changed).count())
                .chain(done -> Database.rows(tx, DONE, Tuple.of(job.id(), done.intValue()), _ -> true))
                .replaceWithVoid();
    }

    private void requireFew(int leaving) {
        if (leaving > most) {
            throw Problem.conflict(
                    "reset-at-work", "People of this unit are just being reset; change it when that is over.");
        }
    }
}
