package cn.chaoxue.audit;

import cn.chaoxue.platform.crypto.Secrets;
import io.quarkus.runtime.Startup;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.temporal.ChronoField;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Links entries: HMAC-SHA-256 over every column and the hash before. Keyed, so that who can write to the database
/// alone cannot forge a chain that fits.
@Startup
@Singleton
class AuditHash {

    /// What stands before the first entry.
    static final Buffer ORIGIN = Buffer.buffer(new byte[32]);

    private static final String ALGORITHM = "HmacSHA256";
    private static final long ABSENT = -1;

    private final SecretKeySpec key;

    AuditHash(Secrets secrets) {
        this.key = new SecretKeySpec(secrets.symmetric("audit"), ALGORITHM);
    }

    /// The hash of `row` behind an entry whose hash is `previous`.
    Buffer of(Buffer previous, AuditRow row) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(previous.getBytes());
            number(mac, row.seq());
            number(mac, row.at().toEpochSecond());
            number(mac, row.at().getLong(ChronoField.MICRO_OF_SECOND));
            number(mac, row.actorId());
            text(mac, row.action());
            text(mac, row.subject().kind());
            number(mac, row.subject().id());
            number(mac, row.unitId() == null ? ABSENT : row.unitId());
            text(mac, row.address());
            text(mac, row.reason());
            text(mac, row.changes());
            bytes(mac, row.sealed() == null ? null : row.sealed().getBytes());
            return Buffer.buffer(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void number(Mac mac, long value) {
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
    }

    private static void text(Mac mac, @Nullable String value) {
        bytes(mac, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /// The length goes first, so that no two rows run together to the same bytes.
    private static void bytes(Mac mac, byte @Nullable [] value) {
        number(mac, value == null ? ABSENT : value.length);
        if (value != null) {
            mac.update(value);
        }
    }
}
