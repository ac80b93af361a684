package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.crypto.FieldKeys;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/// Seals the personal fields of every record anew under the current key, a few hundred rows a transaction, while the
/// service goes on. May be broken off and repeated at will.
@Singleton
public class Resealing {

    private static final String LEFT = """
            select count(*) as records from cadre
            where get_byte(id_number, 0) <> $1 or get_byte(mobile, 0) <> $1
                or get_byte(email, 0) <> $1 or get_byte(qq, 0) <> $1
            """;

    private final CadreResealing records;
    private final FieldKeys keys;
    private final Database database;
    private final AuditLog audit;

    Resealing(CadreResealing records, FieldKeys keys, Database database, AuditLog audit) {
        this.records = records;
        this.keys = keys;
        this.database = database;
        this.audit = audit;
    }

    /// How many records were sealed anew, and how many lie under another key afterwards: a service that had not noticed
    /// the new key yet may have written some.
    public record Resealed(int key, long records, long left) {}

    public Uni<Resealed> all() {
        int key = keys.current();
        AtomicLong done = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(() -> records.some(key).invoke(done::addAndGet))
                .whilst(moved -> moved > 0 && keys.current() == key)
                .collect()
                .last()
                .chain(() -> note(key, done.get()))
                .chain(() -> left(key).map(left -> new Resealed(key, done.get(), left)));
    }

    private Uni<Void> note(int key, long records) {
        AuditEvent event = AuditEvent.of(Origin.COMMAND_LINE, "keys.reseal", Subject.installation(), null)
                .changing(Change.of("recordsUnderKey" + key, null, records).stream()
                        .toList());
        return database.transaction(tx -> audit.append(tx, event));
    }

    private Uni<Long> left(int key) {
        return database.query(LEFT, Tuple.of(key), row -> row.getLong("records"))
                .map(java.util.List::getFirst);
    }
}
