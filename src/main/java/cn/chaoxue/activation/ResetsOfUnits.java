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
import java.util.function.Function;

/// A reset goes by where people stand, and concerns who stood there when it was ordered. Those whose turn has not come
/// when their unit leaves are reset at once, since nobody finds them afterwards; those who come with their unit are
/// marked as done with, and not reset. Where they are many, their unit stays until the reset is over. No step of
/// [ResetWork] is under way then, as each reads the tree; nor does anybody move alone.
@Singleton
class ResetsOfUnits implements UnitFollower {

    private static final String AT_WORK = """
            select r.id, r.last_id, u.path from activation_reset r join unit u on u.id = $1
            where r.unit_id = any($2) and r.state = 'RESETTING' order by r.id for no key update of r
            """;
    private static final String SPARE = """
            insert into activation_reset_account (reset_id, account_id)
            select $1::bigint, a.id from account a join unit u on u.id = a.unit_id
            where u.path >= $2 and u.path < rtrim($2, '/') || '0' and a.id > $3 and 'learner' = any(a.roles)
                and not exists (select from activation_reset_account k where k.reset_id = $1 and k.account_id = a.id)
            limit $4
            returning account_id
            """;

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
    public Uni<Void> leaving(SqlConnection tx, long unit, List<Long> left, List<Long> joined) {
        return each(tx, unit, left, job -> finish(tx, job)).chain(() -> each(tx, unit, joined, job -> spare(tx, job)));
    }

    private static Uni<Void> each(SqlConnection tx, long unit, List<Long> of, Function<Job, Uni<Void>> step) {
        return Database.rows(tx, AT_WORK, Tuple.of(unit, of.toArray(Long[]::new)), Job::of)
                .onItem()
                .transformToMulti(jobs -> Multi.createFrom().iterable(jobs))
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> finish(SqlConnection tx, Job job) {
        return Resetting.some(tx, job.id(), job.path(), job.lastId(), most + 1)
                .invoke(touched -> requireFew(touched.size()))
                .chain(touched -> ResetWork.done(tx, job.id(), touched));
    }

    private Uni<Void> spare(SqlConnection tx, Job job) {
        return Database.rows(tx, SPARE, Tuple.of(job.id(), job.path(), job.lastId(), most + 1), _ -> true)
                .invoke(spared -> requireFew(spared.size()))
                .replaceWithVoid();
    }

    private void requireFew(int changing) {
        if (changing > most) {
            throw Problem.conflict(
                    "reset-at-work", "People of one of these units are just being reset; change it when that is over.");
        }
    }
}
