package cn.chaoxue.command;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.crypto.FieldKeys;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// Changes the key that seals personal fields while services go on: the next key is made, settles until every process
/// has it, and then the records are sealed anew.
@Singleton
class KeyChange {

    private final FieldKeys keys;
    private final Resealing resealing;
    private final Database database;
    private final AuditLog audit;

    KeyChange(FieldKeys keys, Resealing resealing, Database database, AuditLog audit) {
        this.keys = keys;
        this.resealing = resealing;
        this.database = database;
        this.audit = audit;
    }

    /// Exit code 0.
    Uni<Integer> add() {
        int key = keys.add();
        AuditEvent event = AuditEvent.of(Origin.COMMAND_LINE, "keys.add", Subject.installation(), null)
                .changing(Change.of("key", null, key).stream().toList());
        System.out.println("keys: number " + key + " is there; keep it as safe as the others, then: keys reseal");
        return database.transaction(tx -> audit.append(tx, event)).replaceWith(0);
    }

    /// Exit code 0 when every record lies under the newest key, 1 when this is to be repeated.
    Uni<Integer> reseal() {
        if (keys.newest() != keys.current()) {
            System.out.println("keys: number " + keys.newest() + " has not settled yet (chaoxue.secrets.settling)");
            return Uni.createFrom().item(1);
        }
        return resealing.all().map(KeyChange::tell);
    }

    private static int tell(Resealing.Resealed resealed) {
        System.out.println("keys: " + resealed.records() + " records sealed anew under number " + resealed.key());
        if (resealed.left() == 0) {
            return 0;
        }
        System.out.println("keys: " + resealed.left() + " still lie under another; repeat this");
        return 1;
    }
}
