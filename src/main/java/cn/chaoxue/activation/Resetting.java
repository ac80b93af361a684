package cn.chaoxue.activation;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Set;

/// Takes the activation of accounts back, and keeps for the reset what they were before.
final class Resetting {

    private static final String CONCERNED = """
            from account a join cadre c on c.id = a.id join unit u on u.id = a.unit_id
            where u.path >= $1 and u.path < rtrim($1, '/') || '0' and a.status = 'ACTIVE'
                and a.password_hash is not null and 'learner' = any(a.roles) and not exists (
                    select from staff_grant g
                    where g.account_id = a.id and g.over_at is null and (g.ends_at is null or g.ends_at > now()))
            """;
    static final String COUNT = "select count(*)::int as accounts " + CONCERNED;

    /// Before the statement that resets them: whom somebody has just given a right, it shall see as holding it.
    private static final String PICK = "select a.id " + CONCERNED + """
             and a.id > $2 order by a.id limit $3 for no key update of a
            """;
    /// Nobody twice, wherever their unit has been meanwhile. Sessions are revoked only where there can be any.
    private static final String RESET = """
            with picked as (
                select a.id, a.password_hash, a.must_change, c.activated_at, c.mobile_index
            """ + CONCERNED + """
                and a.id = any($2) and not exists (
                    select from activation_reset_account k where k.reset_id = $3 and k.account_id = a.id)
            ), kept as (
                insert into activation_reset_account (reset_id, account_id, password_hash, must_change, activated_at)
                select $3, id, password_hash, must_change, activated_at from picked
            ), records as (
                update cadre c set activated_at = null from picked p where c.id = p.id
            ), sessions as (
                delete from refresh_token t using picked p where t.account_id = p.id returning t.account_id
            )
            update account a set status = 'PENDING', password_hash = null, initial_index = p.mobile_index,
                must_change = false, token_version = a.token_version + 1,
                revoked_at = case when a.id in (select account_id from sessions) then now() else a.revoked_at end
            from picked p where a.id = p.id returning a.id
            """;

    /// What became of one account.
    record Touched(long id, boolean changed) {}

    private Resetting() {}

    /// Those beneath `path` whose number lies above `after`, in that order and at most `limit`.
    static Uni<List<Touched>> some(SqlConnection tx, long reset, String path, long after, int limit) {
        return Database.rows(tx, PICK, Tuple.of(path, after, limit), row -> row.getLong("id"))
                .chain(picked -> these(tx, reset, path, picked)
                        .map(done -> picked.stream()
                                .map(id -> new Touched(id, done.contains(id)))
                                .toList()));
    }

    private static Uni<Set<Long>> these(SqlConnection tx, long reset, String path, List<Long> picked) {
        Tuple arguments = Tuple.of(path, picked.toArray(Long[]::new), reset);
        return Database.rows(tx, RESET, arguments, row -> row.getLong("id")).map(Set::copyOf);
    }
}
