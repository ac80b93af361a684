package cn.chaoxue.audit;

import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.crypto.FieldKeys;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.BufferUnderflowException;
import java.util.List;
import java.util.Optional;

/// Shows an entry with what it sealed in clear, for an investigation by who holds the keys. That it was shown is itself
/// an entry on the same person or unit, committed before anything leaves.
@Singleton
public class AuditOpening {

    private static final String SEALED = "select e.sealed from audit_entry e where e.seq = $1";

    private final Database database;
    private final AuditLog log;
    private final FieldCipher cipher;
    private final FieldKeys keys;

    AuditOpening(Database database, AuditLog log, FieldCipher cipher, FieldKeys keys) {
        this.database = database;
        this.log = log;
        this.cipher = cipher;
        this.keys = keys;
    }

    /// What became of the wish to see an entry whole.
    public sealed interface Opened {}

    /// The entry, personal fields as they were. Prints without it.
    public record Whole(AuditEntry entry) implements Opened {
        @Override
        public String toString() {
            return "Whole[" + entry.seq() + "]";
        }
    }

    /// There is none of this number.
    public record Absent() implements Opened {}

    /// It was sealed under a key that is not among the files any more.
    public record KeyMissing(int key) implements Opened {}

    /// The key does not fit, or what was sealed is not what lies there.
    public record Unopened() implements Opened {}

    /// The entry numbered `seq`. Who asks, and why, is written down when it is shown.
    public Uni<Opened> open(long seq, String reason, Origin origin) {
        return database.transaction(tx -> AuditReading.one(tx, seq)
                .chain(found -> found.map(entry -> open(tx, entry))
                        .orElseGet(() -> Uni.createFrom().item(new Absent())))
                .call(opened -> log.append(tx, shown(opened, reason, origin))));
    }

    private Uni<Opened> open(SqlConnection tx, AuditEntry entry) {
        return Database.rows(
                        tx, SEALED, Tuple.of(entry.seq()), row -> Optional.ofNullable(Database.bytes(row, "sealed")))
                .map(found -> found.getFirst()
                        .map(bytes -> opened(entry, bytes.getBytes()))
                        .orElseGet(() -> new Whole(entry)));
    }

    private Opened opened(AuditEntry entry, byte[] sealed) {
        int key = sealed.length == 0 ? 0 : sealed[0];
        if (!keys.has(key)) {
            return new KeyMissing(key);
        }
        try {
            return new Whole(entry.opened(cipher.open(AuditLog.FIELD, entry.seq(), sealed)));
        } catch (IllegalStateException | BufferUnderflowException _) {
            return new Unopened();
        }
    }

    private static List<AuditEvent> shown(Opened opened, String reason, Origin origin) {
        return opened instanceof Whole(AuditEntry entry) ? List.of(event(entry, reason, origin)) : List.of();
    }

    private static AuditEvent event(AuditEntry entry, String reason, Origin origin) {
        return AuditEvent.of(origin, "audit.shown", entry.subject(), entry.unitId())
                .because(reason)
                .changing(Change.of("entry", null, entry.seq()).stream().toList());
    }
}
