package cn.chaoxue.identity;

import cn.chaoxue.platform.crypto.BlindIndex;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Ten codes for the day the device is lost, each good once. Only keyed hashes of them are kept; with fifty random bits
/// each they need no slow hash.
@Singleton
class RecoveryCodes {

    static final int COUNT = 10;
    private static final int LENGTH = 10;
    /// Without 0, 1, I and O: codes are copied by hand.
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final String REPLACE = """
            with old as (delete from recovery_code where account_id = $1 and code_hash <> all ($2::bytea[]))
            insert into recovery_code (account_id, code_hash) select $1, unnest($2::bytea[])
            """;
    private static final String USE = """
            update recovery_code set used_at = now()
            where account_id = $1 and code_hash = $2 and used_at is null returning 1
            """;
    private static final String LEFT =
            "select count(*) as left from recovery_code where account_id = $1 and used_at is null";

    private final BlindIndex index;
    private final Database database;
    private final SecureRandom random = new SecureRandom();

    RecoveryCodes(BlindIndex index, Database database) {
        this.index = index;
        this.database = database;
    }

    /// Makes new ones; all earlier ones are void.
    Uni<List<String>> replace(SqlConnection tx, long accountId) {
        List<String> codes = Stream.generate(this::code).limit(COUNT).toList();
        Buffer[] hashes = codes.stream().map(code -> hash(accountId, code)).toArray(Buffer[]::new);
        return Database.rows(tx, REPLACE, Tuple.of(accountId, hashes), _ -> true)
                .replaceWith(codes);
    }

    /// Uses one up; false when it is none.
    Uni<Boolean> use(SqlConnection tx, long accountId, String code) {
        return Database.rows(tx, USE, Tuple.of(accountId, hash(accountId, code)), _ -> true)
                .map(used -> !used.isEmpty());
    }

    Uni<Long> left(long accountId) {
        return database.query(LEFT, Tuple.of(accountId), row -> row.getLong("left"))
                .map(List::getFirst);
    }

    /// Letters for a text of `length` somebody copies by hand.
    String letters(int length) {
        return random.ints(length, 0, LETTERS.length())
                .mapToObj(at -> LETTERS.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private String code() {
        return letters(LENGTH / 2) + "-" + letters(LENGTH / 2);
    }

    private Buffer hash(long accountId, String code) {
        String plain = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return Buffer.buffer(index.of("recovery-code", accountId + ":" + plain));
    }
}
