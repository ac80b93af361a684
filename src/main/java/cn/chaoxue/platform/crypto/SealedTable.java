package cn.chaoxue.platform.crypto;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A table with sealed columns, and how a change of keys seals its rows anew (A1.9). Whoever keeps such a table
/// produces one of these; a column that none of them names fails a test. The audit log alone has none: what it sealed
/// is part of its chain.
public final class SealedTable {

    private static final int SOME = 500;

    private final String name;
    private final String rowId;
    private final String match;
    private final int batch;
    private final Map<String, String> fields;

    private SealedTable(String name, String rowId, String match, int batch, Map<String, String> fields) {
        this.name = name;
        this.rowId = rowId;
        this.match = match;
        this.batch = batch;
        this.fields = new TreeMap<>(fields);
    }

    /// A table whose column `rowId` is the row that `fields`, names of columns with those they were sealed under, are
    /// sealed for.
    public static SealedTable of(String name, String rowId, Map<String, String> fields) {
        return new SealedTable(name, rowId, "t." + rowId + " = n.row_id", SOME, fields);
    }

    /// One whose row id is computed by the SQL expression `rowId`; `match` finds the row of `n.row_id` in `t`.
    public static SealedTable computed(String name, String rowId, String match, int batch, Map<String, String> fields) {
        return new SealedTable(name, rowId, match, batch, fields);
    }

    public String name() {
        return name;
    }

    /// Sealed columns by name.
    public List<String> columns() {
        return List.copyOf(fields.keySet());
    }

    /// How many rows were sealed anew, and where to go on.
    public record Some(int rows, long next) {}

    /// Seals up to some hundred rows anew that are not sealed under `key`, in the order of their ids, from behind
    /// `after`: what is done already is not read again. Rows that somebody is writing are passed over.
    public Uni<Some> some(Database database, FieldCipher cipher, int key, long after) {
        String take = "select %1$s as row_id, %2$s from %3$s where %1$s > $3 and (%4$s) order by %1$s limit $2"
                .concat(" for update skip locked")
                .formatted(rowId, String.join(", ", fields.keySet()), name, underAnother());
        return database.batch(tx -> Database.rows(tx, take, Tuple.of(key, batch, after), row -> anew(row, cipher))
                .call(rows -> rows.isEmpty() ? Uni.createFrom().voidItem() : put(tx, rows))
                .map(rows -> new Some(
                        rows.size(), rows.isEmpty() ? after : rows.getLast().rowId())));
    }

    /// How many rows lie under another key. Reads the whole table, in the time a batch has.
    public Uni<Long> left(Database database, int key) {
        String sql = "select count(*) as rows from %s where %s".formatted(name, underAnother());
        return database.batch(tx -> Database.rows(tx, sql, Tuple.of(key), row -> row.getLong("rows")))
                .map(List::getFirst);
    }

    /// The first byte is the number of the key; the rest of what may be large is not read for it.
    private String underAnother() {
        return fields.keySet().stream()
                .map(column -> "get_byte(substring(" + column + " from 1 for 1), 0) <> $1")
                .collect(Collectors.joining(" or "));
    }

    private record Anew(long rowId, Map<String, @Nullable Buffer> values) {}

    private Anew anew(Row row, FieldCipher cipher) {
        long id = row.getLong("row_id");
        Map<String, @Nullable Buffer> values = new TreeMap<>();
        fields.forEach((column, field) -> {
            Buffer sealed = Database.bytes(row, column);
            byte[] anew =
                    sealed == null ? null : cipher.seal(field, id, cipher.openBytes(field, id, sealed.getBytes()));
            values.put(column, anew == null ? null : Buffer.buffer(anew));
        });
        return new Anew(id, values);
    }

    private Uni<Void> put(SqlConnection tx, List<Anew> rows) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(rows.stream().map(Anew::rowId).toArray(Long[]::new));
        StringBuilder arrays = new StringBuilder("$1::bigint[]");
        for (String column : fields.keySet()) {
            arguments.add(rows.stream().map(row -> row.values().get(column)).toArray(Buffer[]::new));
            arrays.append(", $").append(arguments.size()).append("::bytea[]");
        }
        String set = fields.keySet().stream()
                .map(column -> column + " = n." + column)
                .collect(Collectors.joining(", "));
        String sql = "update %s t set %s from unnest(%s) as n(row_id, %s) where %s"
                .formatted(name, set, arrays, String.join(", ", fields.keySet()), match);
        return Database.rows(tx, sql, Tuple.wrap(arguments), _ -> true).replaceWithVoid();
    }
}
