package cn.chaoxue.identity;

import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.crypto.SealedTable;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps the secrets of second factors, sealed for their account, and judges codes: each is taken once, and wrong ones
/// are counted where no restart forgets them.
@Singleton
class SecondFactors {

    private static final String SECRET = "totp";
    private static final String OFFERED = "totp-offered";
    private static final Pattern TOTP_CODE = Pattern.compile("\\d{6}");
    private static final String LOCK =
            "select account_id, secret, offered, last_step, failures from second_factor where account_id = $1 for update";
    private static final String OFFER = """
            insert into second_factor (account_id, offered) values ($1, $2)
            on conflict (account_id) do update set offered = excluded.offered
            """;
    private static final String CONFIRM = """
            update second_factor set secret = $2, offered = null, since = now(), last_step = $3, failures = 0
            where account_id = $1
            """;
    private static final String PASSED = """
            update second_factor set last_step = greatest(last_step, $2), failures = 0 where account_id = $1
            """;
    private static final String FAILED = "update second_factor set failures = failures + 1 where account_id = $1";

    private final FieldCipher cipher;
    private final RecoveryCodes recovery;
    private final IdentityConfig.SecondFactor config;
    private final SharedClock clock;
    private final SecureRandom random = new SecureRandom();

    SecondFactors(FieldCipher cipher, RecoveryCodes recovery, IdentityConfig config, SharedClock clock) {
        this.cipher = cipher;
        this.recovery = recovery;
        this.config = config.secondFactor();
        this.clock = clock;
    }

    @Produces
    @Singleton
    static SealedTable sealedTable() {
        return SealedTable.of("second_factor", "account_id", Map.of("secret", SECRET, "offered", OFFERED));
    }

    private record Stored(
            long accountId, byte @Nullable [] secret, byte @Nullable [] offered, long lastStep, int failures) {}

    /// A new secret, in Base32, that waits for its first code. What is in force stays so until then.
    Uni<String> offer(SqlConnection tx, long accountId) {
        byte[] bytes = new byte[Totp.SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base32.encode(bytes);
        Buffer sealed = Buffer.buffer(cipher.seal(OFFERED, accountId, secret));
        return run(tx, OFFER, Tuple.of(accountId, sealed)).replaceWith(secret);
    }

    /// Puts the offered secret in force if this is a code of it.
    Uni<Boolean> confirm(SqlConnection tx, long accountId, String code) {
        return lock(tx, accountId).chain(stored -> {
            byte[] offered = stored.map(Stored::offered).orElse(null);
            OptionalLong step =
                    offered == null ? OptionalLong.empty() : Totp.match(offered, code.strip(), clock.instant(), 0);
            return offered == null || step.isEmpty()
                    ? Uni.createFrom().item(false)
                    : inForce(tx, accountId, offered, step.getAsLong());
        });
    }

    /// Judges a time-based code, or a recovery code.
    Uni<Proof> prove(SqlConnection tx, long accountId, String code) {
        return lock(tx, accountId)
                .chain(stored -> stored.map(found -> judge(tx, found, code))
                        .orElseGet(() -> Uni.createFrom().item(new Proof.Wrong())));
    }

    private Uni<Proof> judge(SqlConnection tx, Stored stored, String code) {
        if (stored.failures() >= config.longestRow()) {
            return Uni.createFrom().item(new Proof.Locked());
        }
        byte[] secret = stored.secret();
        String typed = code.replace(" ", "");
        if (secret == null || !TOTP_CODE.matcher(typed).matches()) {
            return recovery.use(tx, stored.accountId(), code)
                    .chain(used -> used ? passed(tx, stored, 0, true) : failed(tx, stored));
        }
        OptionalLong step = Totp.match(secret, typed, clock.instant(), stored.lastStep());
        return step.isPresent() ? passed(tx, stored, step.getAsLong(), false) : failed(tx, stored);
    }

    private Uni<Boolean> inForce(SqlConnection tx, long accountId, byte[] offered, long step) {
        Buffer sealed = Buffer.buffer(cipher.seal(SECRET, accountId, Base32.encode(offered)));
        return run(tx, CONFIRM, Tuple.of(accountId, sealed, step)).replaceWith(true);
    }

    private static Uni<Proof> passed(SqlConnection tx, Stored stored, long step, boolean recovery) {
        return run(tx, PASSED, Tuple.of(stored.accountId(), step)).replaceWith(new Proof.Right(recovery));
    }

    private static Uni<Proof> failed(SqlConnection tx, Stored stored) {
        return run(tx, FAILED, Tuple.of(stored.accountId())).replaceWith(new Proof.Wrong());
    }

    private Uni<Optional<Stored>> lock(SqlConnection tx, long accountId) {
        return Database.rows(tx, LOCK, Tuple.of(accountId), this::stored)
                .map(rows -> rows.stream().findFirst());
    }

    private Stored stored(Row row) {
        long id = row.getLong("account_id");
        return new Stored(
                id,
                opened(SECRET, id, Database.bytes(row, "secret")),
                opened(OFFERED, id, Database.bytes(row, "offered")),
                row.getLong("last_step"),
                row.getInteger("failures"));
    }

    private byte @Nullable [] opened(String field, long accountId, @Nullable Buffer sealed) {
        return sealed == null ? null : Base32.decode(cipher.open(field, accountId, sealed.getBytes()));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, Tuple arguments) {
        Uni<List<Boolean>> done = Database.rows(tx, sql, arguments, _ -> true);
        return done.replaceWithVoid();
    }
}
