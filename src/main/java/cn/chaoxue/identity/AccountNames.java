package cn.chaoxue.identity;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/// Whose an account is. Asked where somebody is named, so that tokens need not say it (A1.9).
@Singleton
public class AccountNames {

    private static final String NAME = "select display_name from account where id = $1";

    private final Database database;

    AccountNames(Database database) {
        this.database = database;
    }

    /// The name; fails as [RouteCallers#unauthenticated] where the account of a token is gone.
    public Uni<String> of(long id) {
        return database.query(NAME, Tuple.of(id), row -> row.getString("display_name"))
                .map(found -> found.stream().findFirst().orElseThrow(RouteCallers::unauthenticated));
    }
}
