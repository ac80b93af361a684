package cn.chaoxue.org;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.List;

/// The unit at the root of the tree. Pages open units beneath others; this one is opened at the machine, once.
@Singleton
public class CentreUnit {

    /// Two who open it at once: one waits, and finds the other's.
    private static final String ALONE = "lock table unit in share row exclusive mode";
    private static final String FIND =
            "select id from unit where parent_id is null and closed_on is null order by id limit 1";
    private static final String OPEN = """
            insert into unit (id, level, name, short_name, path, opened_on)
            select n.id, 'CENTRE', $1, $1, '/' || n.id || '/', $2
            from (select nextval(pg_get_serial_sequence('unit', 'id')) as id) n returning id
            """;

    private final UnitTree tree;
    private final TreeTrace trace;
    private final Database database;
    private final LocalCalendar calendar;
    private final Validator validator;

    CentreUnit(UnitTree tree, TreeTrace trace, Database database, LocalCalendar calendar, Validator validator) {
        this.tree = tree;
        this.trace = trace;
        this.database = database;
        this.calendar = calendar;
        this.validator = validator;
    }

    /// Whether it may be called so: nobody is above it who could rename it. The name is its short name as well.
    public boolean fits(String name) {
        return validator.validate(request(name)).isEmpty();
    }

    /// Its id; opened under this name, which fits, where there is none.
    public Uni<Long> open(String name, Origin origin) {
        return database.transaction(tx -> tx.query(ALONE)
                .execute()
                .chain(() -> Database.rows(tx, FIND, Tuple.tuple(), row -> row.getLong("id")))
                .chain(found -> found.isEmpty()
                        ? opened(tx, name, origin)
                        : Uni.createFrom().item(found.getFirst())));
    }

    private Uni<Long> opened(SqlConnection tx, String name, Origin origin) {
        UnitRequest request = request(name);
        return Database.rows(tx, OPEN, Tuple.of(name, request.effectiveOn()), row -> row.getLong("id"))
                .map(List::getFirst)
                .call(id -> tree.noteCreated(tx, id, request.effectiveOn()))
                .call(id -> trace.created(tx, origin, id, request));
    }

    private UnitRequest request(String name) {
        return new UnitRequest(null, UnitLevel.CENTRE, name, name, null, calendar.today(), null);
    }
}
