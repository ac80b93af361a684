package cn.chaoxue.demo;

import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Puts the missing units into the tree, all in one transaction: the tree is never half there.
@Singleton
final class UnitLoader {

    private static final String KNOWN = """
            with root as (select path from unit
                where code = $1 and level = 'CENTRE' and parent_id is null and name = $2 order by id limit 1)
            select u.id, u.name, u.path, u.code from unit u, root
            where u.path >= root.path and u.path < root.path || '~' and u.code is not null
            """;
    private static final String FRESH_IDS =
            "select nextval(pg_get_serial_sequence('unit', 'id')) as id from generate_series(1, $1)";
    private static final String INSERT = """
            insert into unit (id, parent_id, level, name, short_name, code, ordinal, path)
            select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[],
                $8::text[])
            """;

    private final Database database;

    UnitLoader(Database database) {
        this.database = database;
    }

    /// Every unit of `seeds` by its code, those that were missing included.
    Uni<Map<String, UnitRef>> load(List<UnitSeed> seeds) {
        return database.batch(tx -> known(tx, seeds.getFirst()).chain(known -> complete(tx, seeds, known)));
    }

    private static Uni<Map<String, UnitRef>> known(SqlConnection tx, UnitSeed centre) {
        return Database.rows(tx, KNOWN, Tuple.of(centre.code(), centre.name()), Function.identity())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.getString("code"), UnitLoader::refOf, (first, _) -> first, HashMap::new)));
    }

    private static UnitRef refOf(Row row) {
        return new UnitRef(row.getLong("id"), row.getString("name"), row.getString("path"));
    }

    private static Uni<Map<String, UnitRef>> complete(
            SqlConnection tx, List<UnitSeed> seeds, Map<String, UnitRef> units) {
        List<UnitSeed> missing =
                seeds.stream().filter(seed -> !units.containsKey(seed.code())).toList();
        if (missing.isEmpty()) {
            return Uni.createFrom().item(units);
        }
        return Database.rows(tx, FRESH_IDS, Tuple.of(missing.size()), row -> row.getLong("id"))
                .invoke(ids -> place(missing, ids, units))
                .chain(() -> tx.preparedQuery(INSERT).execute(columns(missing, units)))
                .replaceWith(units);
    }

    /// Parents stand before their children in the seeds, so a parent's path is known when its child needs it.
    private static void place(List<UnitSeed> missing, List<Long> ids, Map<String, UnitRef> units) {
        for (int i = 0; i < missing.size(); i++) {
            UnitSeed seed = missing.get(i);
            String above =
                    seed.parent() == null ? "/" : ref(units, seed.parent()).path();
            units.put(seed.code(), new UnitRef(ids.get(i), seed.name(), above + ids.get(i) + "/"));
        }
    }

    private static Tuple columns(List<UnitSeed> seeds, Map<String, UnitRef> units) {
        int n = seeds.size();
        Tuple columns = Tuple.tuple();
        columns.addArrayOfLong(
                seeds.stream().map(s -> ref(units, s.code()).id()).toArray(Long[]::new));
        Long[] parents = new Long[n];
        for (int i = 0; i < n; i++) {
            String parent = seeds.get(i).parent();
            parents[i] = parent == null ? null : ref(units, parent).id();
        }
        return columns.addArrayOfLong(parents)
                .addArrayOfString(seeds.stream().map(s -> s.level().name()).toArray(String[]::new))
                .addArrayOfString(seeds.stream().map(UnitSeed::name).toArray(String[]::new))
                .addArrayOfString(seeds.stream().map(UnitSeed::shortName).toArray(String[]::new))
                .addArrayOfString(seeds.stream().map(UnitSeed::code).toArray(String[]::new))
                .addArrayOfInteger(seeds.stream().map(UnitSeed::ordinal).toArray(Integer[]::new))
                .addArrayOfString(
                        seeds.stream().map(s -> ref(units, s.code()).path()).toArray(String[]::new));
    }

    private static UnitRef ref(Map<String, UnitRef> units, String code) {
        return Objects.requireNonNull(units.get(code), code);
    }
}
