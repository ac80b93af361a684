package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.crypto.FieldKeys;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Seals the personal fields of every record anew under the current key, a few hundred rows a transaction, while the
/// service goes on. May be broken off and repeated at will.
@Singleton
public class Resealing {

    private final List<SealedRows> kinds;
    private final FieldKeys keys;
    private final Database database;
    private final AuditLog audit;

    Resealing(@All List<SealedRows> kinds, FieldKeys keys, Database database, AuditLog audit) {
        this.kinds = kinds;
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
        return Multi.createFrom()
                .iterable(kinds)
                .onItem()
                .transformToUniAndConcatenate(rows -> all(rows, key, done))
                .collect()
                .asList()
                .chain(() -> note(key, done.get()))
                .chain(() -> left(key).map(left -> new Resealed(key, done.get(), left)));
    }

    private Uni<Integer> all(SealedRows rows, int key, AtomicLong done) {
        return Multi.createBy()
                .repeating()
                .uni(() -> rows.some(key).invoke(done::addAndGet))
                .whilst(moved -> moved > 0 && keys.current() == key)
                .collect()
                .last();
    }

    private Uni<Void> note(int key, long records) {
        AuditEvent event = AuditEvent.of(Origin.COMMAND_LINE, "keys.reseal", Subject.installation(), null)
                .changing(Change.of("recordsUnderKey" + key, null, records).stream()
                        .toList());
        return database.transaction(tx -> audit.append(tx, event));
    }

    private Uni<Long> left(int key) {
        return Multi.createFrom()
                .iterable(kinds)
                .onItem()
                .transformToUniAndConcatenate(rows -> rows.left(key))
                .collect()
                .with(Collectors.summingLong(Long::longValue));
    }
}
