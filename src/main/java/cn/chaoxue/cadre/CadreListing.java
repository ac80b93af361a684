package cn.chaoxue.cadre;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whole records page by page, for exports: by the filters of the search. A page looks at so many records in the order
/// of their ids and keeps those that fit, so that all pages together read the table once, whatever the filters and
/// whatever the planner takes them for. Nor does it join what it has found: not knowing how much that is, the planner
/// would compare row by row.
@Singleton
public class CadreListing {

    private static final String PAGE = """
            with page as materialized (
                select * from cadre where id > $9 order by id limit $10
            ), found as materialized (
                select c.*, a.status, u.path, """ + Cycles.APPOINTED + """
                     as appointed
                from page c join unit u on u.id = c.unit_id
                cross join lateral (select s.status from account s where s.id = c.id offset 0) a
            """ + CadreSearch.FILTER + CadreSearch.STATUS + """
            )
            select l.last_id, found.*, (
                    select string_agg(s.name, '/' order by length(s.path)) from unit s
                    where s.id = any(string_to_array(trim(both '/' from found.path), '/')::bigint[])
                ) as unit_names
            from (select max(id) as last_id from page) l
            left join found on true
            order by found.id
            """;

    private final Database database;
    private final CadreSeals seals;
    private final Cycles cycles;

    CadreListing(Database database, CadreSeals seals, Cycles cycles) {
        this.database = database;
        this.seals = seals;
        this.cycles = cycles;
    }

    /// Those that fit among the records looked at, and where to go on; null at the end.
    public record Page(List<ListedCadre> records, @Nullable Long next) {}

    /// Looks at `query.limit()` records behind `query.after()`. In clear they are opened off the event loop.
    public Uni<Page> page(CadreQuery query, boolean clear) {
        return database.query(PAGE, CadreSearch.arguments(query, query.limit()), row -> row)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> new Page(
                        rows.stream()
                                .filter(row -> row.getLong("id") != null)
                                .map(row -> listed(row, clear))
                                .toList(),
                        rows.getFirst().getLong("last_id")));
    }

    private ListedCadre listed(Row row, boolean clear) {
        long id = row.getLong("id");
        String name = row.getString("name");
        String number = clear ? seals.idNumber(id, Database.someBytes(row, "id_number")) : row.getString("id_masked");
        return new ListedCadre(
                id,
                clear ? name : Masking.name(name),
                number,
                clear ? seals.mobile(id, Database.someBytes(row, "mobile")) : row.getString("mobile_masked"),
                clear ? seals.email(id, Database.bytes(row, "email")) : masked(row, "email_masked"),
                clear ? seals.qq(id, Database.bytes(row, "qq")) : masked(row, "qq_masked"),
                Sex.valueOf(row.getString("sex")),
                clear ? day(number) : row.getShort("birth_year").toString(),
                CadreClass.valueOf(row.getString("cadre_class")),
                Employment.valueOf(row.getString("employment")),
                row.getString("post"),
                row.getLocalDate("in_post_since"),
                row.getLocalDate("in_post_until"),
                row.getLocalDate("appointed_on"),
                AccountStatus.valueOf(row.getString("status")),
                cycles.running().isNew(row.getLocalDate("appointed")),
                row.getString("unit_names"));
    }

    /// The day of birth stands in the sealed number alone.
    private static String day(String number) {
        return ResidentId.parse(number).orElseThrow().birthDate().toString();
    }

    private static @Nullable String masked(Row row, String column) {
        return row.getString(column);
    }
}
