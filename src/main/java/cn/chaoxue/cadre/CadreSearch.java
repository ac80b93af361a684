package cn.chaoxue.cadre;

import static cn.chaoxue.platform.sql.Database.PLANNED_ANEW;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds cadres among a million. What is asked for differs too much for one plan, so each search is planned for its own
/// arguments; ids are found first, and what a page shows is read for those on it alone.
@Singleton
class CadreSearch {

    /// No text begins with more than the last character there is: the ranges are what begins like the argument.
    static final String FILTER = """
            where u.path >= $1 and u.path < $2 and ($3::text is null or position($3::text in c.name) > 0)
                and ($4::text is null
                    or c.name collate "C" >= $4::text and c.name collate "C" < $4::text || U&'\\+10FFFF')
                and ($5::text is null
                    or c.name_initials collate "C" >= $5::text and c.name_initials collate "C" < $5::text || '~')
                and ($6::text is null or c.cadre_class = $6::text) and ($7::text is null or c.employment = $7::text)
                and ($11::date is null or %s between $11::date and $12::date)
                and c.id > $9
            """.formatted(Cycles.APPOINTED);
    /// The status is the account's.
    static final String STATUS = "and ($8::text is null or a.status = $8::text)\n";

    private static final String IDS = "select c.id from cadre c join unit u on u.id = c.unit_id\n";
    private static final String ACCOUNT = "join account a on a.id = c.id\n";
    private static final String COLUMNS = """
            select c.id, c.name, c.id_masked, c.mobile_masked, c.sex, c.cadre_class, c.post, c.employment, a.status,
                u.id as unit_id, u.name as unit_name, u.path as unit_path, %s as appointed
            """.formatted(Cycles.APPOINTED);
    private static final String LOOK_UP = COLUMNS + """
            from cadre c join unit u on u.id = c.unit_id join account a on a.id = c.id
            where c.id_index = $1 and u.path >= $2 and u.path < $3
            """;

    private final Database database;
    private final CadreSeals seals;
    private final Cycles cycles;

    CadreSearch(Database database, CadreSeals seals, Cycles cycles) {
        this.database = database;
        this.seals = seals;
        this.cycles = cycles;
    }

    /// One row more than the page holds, so that its end is known.
    Uni<List<CadreRow>> page(CadreQuery query) {
        return database.query(sql(query), arguments(query, query.limit() + 1), this::row);
    }

    /// Who has this number beneath `unitPath`.
    Uni<Optional<CadreRow>> lookUp(SqlConnection tx, ResidentId number, String unitPath) {
        Tuple arguments = Tuple.of(seals.idIndex(number), unitPath, CadreQuery.pathEnd(unitPath));
        return Database.rows(tx, LOOK_UP, arguments, this::row)
                .map(rows -> rows.stream().findFirst());
    }

    private CadreRow row(Row row) {
        return CadreRow.of(row, cycles.running());
    }

    /// What [#FILTER], [#STATUS] and a limit behind them take.
    static Tuple arguments(CadreQuery query, int limit) {
        Cycle newIn = query.newIn();
        return Tuple.wrap(Arrays.<Object>asList(
                query.unitPath(),
                query.unitPathEnd(),
                query.namePiece(),
                query.nameBeginning(),
                query.initialsBeginning(),
                name(query.cadreClass()),
                name(query.employment()),
                name(query.status()),
                query.after(),
                limit,
                newIn == null ? null : newIn.firstNewDay(),
                newIn == null ? null : newIn.lastDay()));
    }

    /// The people of a province were entered together: whoever walks through all ids for them may meet everybody else
    /// first. So a part of the tree is gathered and sorted, and the whole tree walked through.
    private static String sql(CadreQuery query) {
        String status = query.status() == null ? FILTER + "and $8::text is null\n" : ACCOUNT + FILTER + STATUS;
        String order = query.wholeTree() ? "order by c.id limit $10" : "order by c.id + 0 limit $10";
        return PLANNED_ANEW + COLUMNS + "from (" + IDS + status + order + """
                ) found join cadre c on c.id = found.id join unit u on u.id = c.unit_id join account a on a.id = c.id
                order by c.id
                """;
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
