package cn.chaoxue.roster;

import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.crypto.SealedTable;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/// Parts of files, sealed, from their upload until a worker has read them. In the database, because any worker may be
/// the one.
@Singleton
class PartRepository {

    private static final String FIELD = "roster-part";
    private static final int BATCH = 8;
    private static final String PUT = """
            insert into roster_part (import_id, ordinal, content) values ($1, $2, $3)
            on conflict (import_id, ordinal) do update set content = excluded.content
            """;
    private static final String TAKE = "select content from roster_part where import_id = $1 and ordinal = $2";

    private final FieldCipher cipher;
    private final Database database;

    PartRepository(FieldCipher cipher, Database database) {
        this.cipher = cipher;
        this.database = database;
    }

    /// Half a mebibyte each.
    @Produces
    @Singleton
    static SealedTable sealedTable() {
        String match = "t.import_id = n.row_id >> 20 and t.ordinal = (n.row_id & ((1 << 20) - 1))::int";
        return SealedTable.computed(
                "roster_part", "(import_id << 20) | ordinal", match, BATCH, Map.of("content", FIELD));
    }

    /// Sent again, a part replaces itself.
    Uni<Void> put(SqlConnection tx, long importId, int ordinal, byte[] content) {
        Buffer sealed = Buffer.buffer(cipher.seal(FIELD, Import.rowId(importId, ordinal), content));
        return Database.rows(tx, PUT, Tuple.of(importId, ordinal, sealed), _ -> true)
                .replaceWithVoid();
    }

    static Uni<Long> count(SqlConnection tx, long importId) {
        String sql = "select count(*) as parts from roster_part where import_id = $1";
        return Database.rows(tx, sql, Tuple.of(importId), row -> row.getLong("parts"))
                .map(List::getFirst);
    }

    static Uni<Void> forget(SqlConnection tx, long importId) {
        return Database.rows(tx, "delete from roster_part where import_id = $1", Tuple.of(importId), _ -> true)
                .replaceWithVoid();
    }

    /// Puts the parts together in a file that only this process reads.
    Uni<Void> assemble(long importId, int parts, Path into) {
        return Multi.createFrom()
                .range(0, parts)
                .onItem()
                .transformToUniAndConcatenate(ordinal -> append(importId, ordinal, into))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> append(long importId, int ordinal, Path into) {
        return database.query(TAKE, Tuple.of(importId, ordinal), row -> Database.someBytes(row, "content"))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> cipher.openBytes(
                        FIELD, Import.rowId(importId, ordinal), found.getFirst().getBytes()))
                .map(content -> write(content, into));
    }

    private static boolean write(byte[] content, Path into) {
        try (OutputStream out = Files.newOutputStream(into, StandardOpenOption.APPEND)) {
            out.write(content);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
