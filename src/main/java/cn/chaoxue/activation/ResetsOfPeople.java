package cn.chaoxue.activation;

import cn.chaoxue.cadre.PersonFollower;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// A reset concerns who stands there when it is ordered, as if it were done at that moment. So whoever goes elsewhere
/// before their turn is marked, and reset when [ResetWork] comes to the marked; whoever comes once it is ordered is
/// marked as done with, and not reset.
///
/// The reset itself is not held, only read: a step of it that is under way holds it, and may wait for the account that
/// is held here. Where it has yet to reset that account it does not end before this transaction does. A mark of
/// somebody whom it need not reset, as who has yet to activate, may outlast it and does nothing; and what is marked
/// for one that is being undone meanwhile is forgotten with it.
@Singleton
class ResetsOfPeople implements PersonFollower {

    /// Also who goes elsewhere within what is reset: nobody need ask again when they leave it.
    private static final String MARK = """
            insert into activation_reset_account (reset_id, account_id, due)
            select r.id, a.id, starts_with(o.path, u.path)
            from account a
            join unit o on o.id = a.unit_id
            join unit n on n.id = $2
            join activation_reset r on r.state = 'RESETTING' and r.last_id < a.id
            join unit u on u.id = r.unit_id and (starts_with(o.path, u.path) or starts_with(n.path, u.path))
            where a.id = any($1)
            on conflict (reset_id, account_id) do nothing
            """;

    @Override
    public Uni<Void> leaving(SqlConnection tx, List<Long> people, long unit) {
        return OrderOfResets.leaving(tx)
                .chain(() -> Database.rows(tx, MARK, Tuple.of(people.toArray(Long[]::new), unit), _ -> true))
                .replaceWithVoid();
    }
}
