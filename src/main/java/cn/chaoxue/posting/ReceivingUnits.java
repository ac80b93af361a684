package cn.chaoxue.posting;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Finds the unit that shall receive somebody. Beneath the caller by its id; elsewhere only by what everybody knows of
/// it, its full name or its administrative code, so that nobody browses a foreign branch.
@Singleton
class ReceivingUnits {

    private static final String NAMED = """
            select id, name, path from unit
            where closed_on is null and (name collate "C" = $1 or code = $1) limit 2
            """;
    private static final String BY_ID = "select id, name, path from unit where closed_on is null and id = $1";

    /// Empty when there is none, or more than one.
    Uni<Optional<UnitRef>> find(SqlConnection tx, Caller caller, PostingRequest request) {
        return request.toUnit() != null
                ? one(tx, BY_ID, request.toUnit()).map(found -> found.filter(unit -> caller.reaches(unit.path())))
                : one(tx, NAMED, Objects.requireNonNull(request.to()).strip());
    }

    private static Uni<Optional<UnitRef>> one(SqlConnection tx, String sql, Object argument) {
        return Database.rows(
                        tx,
                        sql,
                        Tuple.of(argument),
                        row -> new UnitRef(row.getLong("id"), row.getString("name"), row.getString("path")))
                .map(ReceivingUnits::only);
    }

    private static Optional<UnitRef> only(List<UnitRef> found) {
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
