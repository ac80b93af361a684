package cn.chaoxue.roster;

import cn.chaoxue.cadre.SealedRows;
import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/// Staged rows under a new key. Parts of files live too short for that; while some lie under an old key, they are
/// counted.
@Singleton
class StagedResealing implements SealedRows {

    private static final int BATCH = 500;
    private static final String TAKE =
            "select id, cells from roster_row where get_byte(cells, 0) <> $1 limit $2 for update skip locked";
    private static final String PUT = """
            update roster_row r set cells = n.cells from unnest($1::bigint[], $2::bytea[]) as n(id, cells) where r.id = n.id
            """;
    private static final String LEFT = """
            select (select count(*) from roster_row where get_byte(cells, 0) <> $1)
                + (select count(*) from roster_part where get_byte(content, 0) <> $1) as pieces
            """;

    private final FieldCipher cipher;
    private final Database database;

    StagedResealing(FieldCipher cipher, Database database) {
        this.cipher = cipher;
        this.database = database;
    }

    private record Sealed(long id, Buffer cells) {}

    @Override
    public Uni<Integer> some(int key) {
        return database.batch(tx -> Database.rows(tx, TAKE, Tuple.of(key, BATCH), this::anew)
                .call(rows -> put(tx, rows))
                .map(List::size));
    }

    @Override
    public Uni<Long> left(int key) {
        return database.query(LEFT, Tuple.of(key), row -> row.getLong("pieces")).map(List::getFirst);
    }

    private static Uni<Void> put(SqlConnection tx, List<Sealed> rows) {
        Tuple arguments = Tuple.of(
                rows.stream().map(Sealed::id).toArray(Long[]::new),
                rows.stream().map(Sealed::cells).toArray(Buffer[]::new));
        return Database.rows(tx, PUT, arguments, _ -> true).replaceWithVoid();
    }

    private Sealed anew(Row row) {
        long id = row.getLong("id");
        String cells = cipher.open(
                RowRepository.FIELD, id, Database.someBytes(row, "cells").getBytes());
        return new Sealed(id, Buffer.buffer(cipher.seal(RowRepository.FIELD, id, cells)));
    }
}
