package cn.chaoxue.activation;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Set;

/// Takes the activation of accounts back, and marks for the reset what it did to whom: the password it took, or the
/// one that was taken before and not given back. Undoing goes by these marks alone. Of whoever has a mark already,
/// nothing is taken.
final class Resetting {

    /// A record that went into another never comes back. They are few, and have an index: so counting reads no record.
    private static final String BENEATH = """
             from account a join cadre c on c.id = a.id join unit u on u.id = a.unit_id
            where u.path >= $1 and u.path < rtrim($1, '/') || '0'
                and not exists (select from cadre m where m.id = a.id and m.merged_into is not null)
            """;
    private static final String LEARNER = """
             and 'learner' = any(a.roles) and not exists (
                select from staff_grant g
                where g.account_id = a.id and g.over_at is null and (g.ends_at is null or g.ends_at > now()))
            """;
    /// Disabled ones as well: enabled again, they would sign in with it.
    private static final String SIGNS_IN = " a.status in ('ACTIVE', 'DISABLED') and a.password_hash is not null";
    /// The password stood when the reset was ordered: one set since is what it asks for.
    private static final String STOOD = """
             and (%1$s.activated_at is null
                or %1$s.activated_at <= (select started_at from activation_reset where id = $%2$d))
            """;
    /// An earlier reset would give it back when undone.
    private static final String LOST = """
             a.password_hash is null and exists (
                select from activation_reset_account h where h.account_id = a.id and h.password_hash is not null
            """ + STOOD.formatted("h", 4) + " offset 0)";
    private static final String ACCOUNTS = BENEATH + LEARNER + " and" + SIGNS_IN;
    static final String COUNT = "select count(*)::int as accounts" + ACCOUNTS;
    /// As of the same moment: by the end of the audit log one sees what has come to be since.
    static final String COUNT_AND_END =
            "select count(*)::int as accounts, (select seq from audit_head) as seq" + ACCOUNTS;

    /// Marks are looked up one by one (`offset 0`): a step that read all of them each time would grow with the reset.
    private static final String PICK =
            "select a.id" + BENEATH + LEARNER + " and (" + SIGNS_IN + STOOD.formatted("c", 4) + " or" + LOST + """
            ) and not exists (
                select from activation_reset_account k where k.reset_id = $4 and k.account_id = a.id offset 0)
            and a.id > $2 order by a.id limit $3
            """;
    private static final String PICK_DUE = """
            select k.account_id as id from activation_reset_account k
            where k.reset_id = $1 and k.due order by k.account_id limit $2
            """;
    /// Before the statement that resets them: whom somebody has just given a right, it shall see as holding it. It asks
    /// for nothing else, as whoever changed while it waited would be passed over for good.
    private static final String HOLD =
            "select a.id from account a where a.id = any($1) order by a.id for no key update";
    private static final String NEW = """
             and not exists (select from activation_reset_account k
                where k.reset_id = $2 and k.account_id = a.id and not k.due)
            """;
    /// What an earlier reset took from somebody who has a password again comes back no more. Sessions are revoked only
    /// where there can be any.
    private static final String RESET = """
            with taken as (
                select a.id, a.password_hash, a.must_change, c.activated_at, c.mobile_index
                from account a join cadre c on c.id = a.id
                where a.id = any($1) and
            """ + SIGNS_IN + STOOD.formatted("c", 2) + LEARNER + NEW + """
            ), covered as (
                select distinct on (a.id) a.id, h.password_hash, h.must_change, h.activated_at
                from account a join activation_reset_account h on h.account_id = a.id and h.password_hash is not null
                where a.id = any($1) and a.password_hash is null
            """
            + STOOD.formatted("h", 2) + LEARNER + NEW + """
                order by a.id
            ), marks as (
                insert into activation_reset_account (reset_id, account_id, password_hash, must_change, activated_at)
                select $2::bigint, id, password_hash, must_change, activated_at from taken
                union all select $2::bigint, id, password_hash, must_change, activated_at from covered
                on conflict (reset_id, account_id) do update set password_hash = excluded.password_hash,
                    must_change = excluded.must_change, activated_at = excluded.activated_at, due = false
            ), spent as (
                update activation_reset_account k set password_hash = null from taken t
                where k.account_id = t.id and k.reset_id <> $2 and k.password_hash is not null
            ), records as (
                update cadre c set activated_at = null from taken t where c.id = t.id
            ), sessions as (
                delete from refresh_token s using taken t where s.account_id = t.id returning s.account_id
            )
            update account a set status = case a.status when 'ACTIVE' then 'PENDING' else a.status end,
                password_hash = null, initial_index = t.mobile_index, must_change = false, token_version = a.token_version + 1,
                revoked_at = case when a.id in (select account_id from sessions) then now() else a.revoked_at end
            from taken t where a.id = t.id returning a.id
            """;
    private static final String MET = """
            update activation_reset_account set due = false where reset_id = $2 and account_id = any($1) and due
            """;

    private Resetting() {}

    /// Those beneath `path` whose number lies above `after`, in that order and at most `limit`.
    static Uni<List<Touched>> some(SqlConnection tx, long reset, String path, long after, int limit) {
        return Database.rows(tx, PICK, Tuple.of(path, after, limit, reset), row -> row.getLong("id"))
                .chain(picked -> these(tx, reset, picked));
    }

    /// At most `limit` of those who stood there, and have gone elsewhere since by themselves.
    static Uni<List<Touched>> due(SqlConnection tx, long reset, int limit) {
        return Database.rows(tx, PICK_DUE, Tuple.of(reset, limit), row -> row.getLong("id"))
                .chain(picked -> these(tx, reset, picked).call(() -> met(tx, reset, picked)));
    }

    private static Uni<List<Touched>> these(SqlConnection tx, long reset, List<Long> picked) {
        Long[] ids = picked.toArray(Long[]::new);
        return Database.rows(tx, HOLD, Tuple.of(ids), _ -> true)
                .chain(() -> Database.rows(tx, RESET, Tuple.of(ids, reset), row -> row.getLong("id")))
                .map(Set::copyOf)
                .map(taken -> picked.stream()
                        .map(id -> new Touched(id, taken.contains(id)))
                        .toList());
    }

    /// Whoever holds a right by now, say, is not reset, and not asked about again.
    private static Uni<Void> met(SqlConnection tx, long reset, List<Long> picked) {
        return Database.rows(tx, MET, Tuple.of(picked.toArray(Long[]::new), reset), _ -> true)
                .replaceWithVoid();
    }
}
