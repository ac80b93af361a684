package cn.chaoxue.identity;

import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Seals the secrets of second factors anew when the key changes.
@Singleton
public class FactorResealing {

    private static final int BATCH = 500;
    private static final String UNDER_ANOTHER =
            " from second_factor where get_byte(secret, 0) <> $1 or get_byte(offered, 0) <> $1";
    private static final String TAKE =
            "select account_id, secret, offered" + UNDER_ANOTHER + " limit $2 for update skip locked";
    private static final String PUT = "update second_factor set secret = $2, offered = $3 where account_id = $1";
    private static final String LEFT = "select count(*) as factors" + UNDER_ANOTHER;

    private final FieldCipher cipher;
    private final Database database;

    FactorResealing(FieldCipher cipher, Database database) {
        this.cipher = cipher;
        this.database = database;
    }

    private record Sealed(
            long accountId,
            @Nullable Buffer secret,
            @Nullable Buffer offered) {

        Tuple arguments() {
            return Tuple.of(accountId, secret, offered);
        }
    }

    /// Up to some hundred not sealed under `key`; how many there were. Those somebody is writing come later.
    public Uni<Integer> some(int key) {
        return database.batch(tx -> Database.rows(tx, TAKE, Tuple.of(key, BATCH), this::anew)
                .call(factors -> factors.isEmpty() ? Uni.createFrom().voidItem() : put(tx, factors))
                .map(List::size));
    }

    /// How many lie under another key.
    public Uni<Long> left(int key) {
        return database.query(LEFT, Tuple.of(key), row -> row.getLong("factors"))
                .map(List::getFirst);
    }

    private static Uni<Void> put(SqlConnection tx, List<Sealed> factors) {
        return tx.preparedQuery(PUT)
                .executeBatch(factors.stream().map(Sealed::arguments).toList())
                .replaceWithVoid();
    }

    private Sealed anew(Row row) {
        long id = row.getLong("account_id");
        return new Sealed(
                id,
                anew(SecondFactors.SECRET, id, Database.bytes(row, "secret")),
                anew(SecondFactors.OFFERED, id, Database.bytes(row, "offered")));
    }

    private @Nullable Buffer anew(String field, long id, @Nullable Buffer sealed) {
        return sealed == null ? null : Buffer.buffer(cipher.seal(field, id, cipher.open(field, id, sealed.getBytes())));
    }
}
