package cn.chaoxue.activation;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/// Forgets what resets did that can be undone no more, or are undone, with the passwords they hold.
final class Forgetting {

    private static final String OVER = "(r.state = 'UNDONE' or r.state = 'RESET' and r.undo_until < now())";
    /// Waits for nobody: whoever is busy with an account, it is looked at next time. Limit, range and order lead
    /// through the primary key, whatever is estimated: the marks of a reset that is not over may be half a million,
    /// and this is asked at each step.
    private static final String OLD = """
            select a.id from account a where a.id in (
                select k.account_id from activation_reset r cross join lateral (
                    select m.account_id from activation_reset_account m where m.reset_id between r.id and r.id
                    order by m.reset_id, m.account_id limit $1) k
                where %s limit $1)
            order by a.id for no key update skip locked
            """.formatted(OVER);
    /// What a reset holds that stands for good comes back by no other.
    private static final String FORGET = """
            with gone as (
                delete from activation_reset_account s using activation_reset r
                where s.account_id = any($1) and r.id = s.reset_id and %s
                returning s.reset_id, s.account_id, r.state = 'RESET' and s.password_hash is not null as held
            )
            update activation_reset_account s set password_hash = null from gone g
            where g.held and s.account_id = g.account_id and s.password_hash is not null
                and not exists (select from gone o where o.reset_id = s.reset_id and o.account_id = s.account_id)
            """.formatted(OVER);

    private Forgetting() {}

    /// All about at most `limit` accounts.
    static Uni<Void> some(SqlConnection tx, int limit) {
        return Database.rows(tx, OLD, Tuple.of(limit), row -> row.getLong("id"))
                .chain(old -> Database.rows(tx, FORGET, Tuple.of(old.toArray(Long[]::new)), _ -> true))
                .replaceWithVoid();
    }
}
