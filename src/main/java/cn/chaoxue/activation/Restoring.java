package cn.chaoxue.activation;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/// Gives passwords back that a reset took. A password taken once and held by several resets comes back with the last
/// of them to be undone, in whichever order they are; where the person stands by then does not count. Who is disabled
/// stays so, and has it when enabled.
final class Restoring {

    /// Before the statement that looks at them: it shall see what whoever held them has done.
    private static final String WAIT = """
            select a.id from activation_reset_account s join account a on a.id = s.account_id
            where s.reset_id = $1 and s.account_id > $2 order by s.account_id limit $3 for no key update of a
            """;
    /// Who has set a new password, or says that the record is wrong, has begun anew and stays. Whom another reset that
    /// stands holds as well stays until that is undone, whichever came first, and wherever their unit is by now.
    private static final String RESTORE = """
            with picked as (
                delete from activation_reset_account s
                where s.reset_id = $1 and s.account_id in (
                    select k.account_id from activation_reset_account k
                    where k.reset_id = $1 and k.account_id > $2 order by k.account_id limit $3)
                returning s.account_id, s.password_hash, s.must_change, s.activated_at
            ), restored as (
                update account a set status = case a.status when 'PENDING' then 'ACTIVE' else a.status end,
                    password_hash = p.password_hash, initial_index = null,
                    must_change = p.must_change, token_version = a.token_version + 1, revoked_at = now()
                from picked p
                where a.id = p.account_id and p.password_hash is not null
                    and a.status in ('PENDING', 'DISABLED') and a.password_hash is null
                    and not exists (select from amendment m where m.cadre_id = a.id and m.state = 'WAITING')
                    and not exists (
                        select from activation_reset_account o join activation_reset l on l.id = o.reset_id
                        where o.account_id = a.id and o.reset_id <> $1 and o.password_hash is not null
                            and l.state in ('RESETTING', 'RESET'))
                returning a.id
            ), records as (
                update cadre c set activated_at = p.activated_at
                from picked p join restored r on r.id = p.account_id where c.id = r.id
            )
            select p.account_id as id, r.id is not null as back from picked p left join restored r on r.id = p.account_id
            """;

    private Restoring() {}

    /// At most `limit` of those the reset did something to and whose number lies above `after`, in that order. Their
    /// marks are gone then.
    static Uni<List<Touched>> some(SqlConnection tx, long reset, long after, int limit) {
        Tuple arguments = Tuple.of(reset, after, limit);
        return Database.rows(tx, WAIT, arguments, _ -> true)
                .chain(() -> Database.rows(
                        tx, RESTORE, arguments, row -> new Touched(row.getLong("id"), row.getBoolean("back"))));
    }
}
