package cn.chaoxue.command;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.crypto.FieldCipher;
import cn.chaoxue.platform.crypto.FieldKeys;
import cn.chaoxue.platform.crypto.SealedTable;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Seals whatever is sealed anew under the current key, a few hundred rows a transaction, while the service goes on.
/// May be broken off and repeated at will.
@Singleton
class Resealing {

    private final List<SealedTable> tables;
    private final FieldKeys keys;
    private final FieldCipher cipher;
    private final Database database;
    private final AuditLog audit;

    Resealing(@All List<SealedTable> tables, FieldKeys keys, FieldCipher cipher, Database database, AuditLog audit) {
        this.tables = tables;
        this.keys = keys;
        this.cipher = cipher;
        this.database = database;
        this.audit = audit;
    }

    /// How many records were sealed anew, and how many lie under another key afterwards: a service that had not noticed
    /// the new key yet may have written some.
    record Resealed(int key, long records, long left) {}

    Uni<Resealed> all() {
        int key = keys.current();
        AtomicLong done = new AtomicLong();
        return Multi.createFrom()
                .iterable(tables)
                .onItem()
                .transformToUniAndConcatenate(table -> all(table, key, done))
                .collect()
                .asList()
                .chain(() -> note(key, done.get()))
                .chain(() -> left(key).map(left -> new Resealed(key, done.get(), left)));
    }

    /// Until there was nothing to do from the first row to the last.
    private Uni<Long> all(SealedTable table, int key, AtomicLong done) {
        return Multi.createBy()
                .repeating()
                .uni(() -> pass(table, key).invoke(done::addAndGet))
                .whilst(moved -> moved > 0 && keys.current() == key)
                .collect()
                .last();
    }

    /// Once from the first row to the last. Rows that somebody was writing are left for the next pass.
    private Uni<Long> pass(SealedTable table, int key) {
        AtomicLong at = new AtomicLong();
        return Multi.createBy()
                .repeating()
                .uni(() -> table.some(database, cipher, key, at.get()).invoke(some -> at.set(some.next())))
                .whilst(some -> some.rows() > 0 && keys.current() == key)
                .collect()
                .with(Collectors.summingLong(SealedTable.Some::rows));
    }

    private Uni<Void> note(int key, long records) {
        AuditEvent event = AuditEvent.of(Origin.COMMAND_LINE, "keys.reseal", Subject.installation(), null)
                .changing(Stream.of(Change.of("key", null, key), Change.of("records", null, records))
                        .flatMap(Optional::stream)
                        .toList());
        return database.transaction(tx -> audit.append(tx, event));
    }

    private Uni<Long> left(int key) {
        return Multi.createFrom()
                .iterable(tables)
                .onItem()
                .transformToUniAndConcatenate(table -> table.left(database, key))
                .collect()
                .with(Collectors.summingLong(Long::longValue));
    }
}
