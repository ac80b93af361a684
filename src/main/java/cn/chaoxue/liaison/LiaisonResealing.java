package cn.chaoxue.liaison;

import cn.chaoxue.cadre.SealedRows;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// Seals the directory anew when the key changes, what was taken off it as well.
@Singleton
class LiaisonResealing implements SealedRows {

    private static final int BATCH = 500;
    private static final String TAKE =
            "select id, contact from liaison where get_byte(contact, 0) <> $1 limit $2 for update skip locked";
    private static final String PUT = """
            update liaison l set contact = n.contact from unnest($1::bigint[], $2::bytea[]) as n(id, contact)
            where l.id = n.id
            """;
    private static final String LEFT = "select count(*) as records from liaison where get_byte(contact, 0) <> $1";

    private record Anew(long id, Buffer contact) {}

    private final Liaisons liaisons;
    private final Database database;

    LiaisonResealing(Liaisons liaisons, Database database) {
        this.liaisons = liaisons;
        this.database = database;
    }

    @Override
    public Uni<Integer> some(int key) {
        return database.batch(tx -> Database.rows(tx, TAKE, Tuple.of(key, BATCH), this::anew)
                .call(rows -> put(tx, rows))
                .map(List::size));
    }

    @Override
    public Uni<Long> left(int key) {
        return database.query(LEFT, Tuple.of(key), row -> row.getLong("records"))
                .map(List::getFirst);
    }

    private static Uni<Void> put(SqlConnection tx, List<Anew> rows) {
        Tuple arguments = Tuple.of(
                rows.stream().map(Anew::id).toArray(Long[]::new),
                rows.stream().map(Anew::contact).toArray(Buffer[]::new));
        return Database.rows(tx, PUT, arguments, _ -> true).replaceWithVoid();
    }

    private Anew anew(Row row) {
        long id = row.getLong("id");
        return new Anew(id, liaisons.seal(id, liaisons.open(row)));
    }
}
