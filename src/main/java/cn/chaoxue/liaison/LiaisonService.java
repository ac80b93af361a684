package cn.chaoxue.liaison;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.cadre.Forms;
import cn.chaoxue.cadre.Revealing;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Changes the directory, and shows what is masked in it for a reason: each time with the entry in the audit log, in
/// one transaction.
@Singleton
class LiaisonService {

    private final Liaisons liaisons;
    private final Revealing revealing;
    private final Database database;
    private final AuditLog audit;

    LiaisonService(Liaisons liaisons, Revealing revealing, Database database, AuditLog audit) {
        this.liaisons = liaisons;
        this.revealing = revealing;
        this.database = database;
        this.audit = audit;
    }

    /// Enters somebody for a unit that the caller was found to reach.
    Uni<LiaisonOutcome> create(LiaisonRequest request, Origin origin) {
        StoredLiaison entry = wanted(request, null);
        return database.transaction(tx -> unlessClosed(
                tx,
                entry,
                () -> liaisons.drawId(tx)
                        .call(id -> liaisons.write(tx, id, entry))
                        .call(id ->
                                audit.append(tx, event(origin, "liaison.create", id, entry, entry.changesFrom(null))))
                        .map(LiaisonOutcome.Done::new)));
    }

    private static Uni<LiaisonOutcome> unlessClosed(
            SqlConnection tx, StoredLiaison entry, Supplier<Uni<LiaisonOutcome>> step) {
        return Liaisons.open(tx, entry.unitId())
                .chain(open -> open ? step.get() : Uni.createFrom().item(new LiaisonOutcome.Closed()));
    }

    /// Changes an entry beneath `unitPath`; its new unit was found to be the caller's, too.
    Uni<LiaisonOutcome> change(long id, String unitPath, LiaisonRequest request, Origin origin) {
        return changing(id, unitPath, (tx, locked) -> {
            StoredLiaison entry = wanted(request, locked.stored().contact());
            return Objects.equals(request.version(), locked.version())
                    ? unlessClosed(tx, entry, () -> done(tx, id, entry, locked.stored(), origin))
                    : Uni.createFrom().item(new LiaisonOutcome.Stale());
        });
    }

    private Uni<LiaisonOutcome> done(
            SqlConnection tx, long id, StoredLiaison entry, StoredLiaison before, Origin origin) {
        return liaisons.write(tx, id, entry)
                .chain(() -> audit.append(tx, event(origin, "liaison.edit", id, entry, entry.changesFrom(before))))
                .replaceWith(new LiaisonOutcome.Done(id));
    }

    /// Takes an entry off the directory; its history stays.
    Uni<LiaisonOutcome> remove(long id, String unitPath, String reason, Origin origin) {
        return changing(
                id,
                unitPath,
                (tx, locked) -> liaisons.remove(tx, id)
                        .chain(() -> audit.append(
                                tx,
                                event(origin, "liaison.remove", id, locked.stored(), List.of())
                                        .because(reason)))
                        .replaceWith(new LiaisonOutcome.Done(id)));
    }

    /// One field in clear.
    Uni<Revealing.Shown<ShownContact>> reveal(
            long id, String unitPath, Contact.Field field, String reason, Origin origin) {
        return database.transaction(tx -> revealing.unlessEnough(
                tx,
                origin.actorId(),
                () -> liaisons.lock(tx, id, unitPath)
                        .call(found -> audit.append(tx, revealed(found, field, reason, origin)))
                        .map(found -> found.map(locked -> ShownContact.of(field, locked.stored())))
                        .map(Revealing.Shown::of)));
    }

    private static List<AuditEvent> revealed(
            Optional<Liaisons.Locked> found, Contact.Field field, String reason, Origin origin) {
        List<Change> what = List.of(new Change(field.wireName, null, null, null));
        return found.stream()
                .map(locked -> event(origin, Revealing.LIAISON, locked.id(), locked.stored(), what)
                        .because(reason))
                .toList();
    }

    private interface Step {
        Uni<LiaisonOutcome> on(SqlConnection tx, Liaisons.Locked locked);
    }

    private Uni<LiaisonOutcome> changing(long id, String unitPath, Step step) {
        return database.transaction(tx -> liaisons.lock(tx, id, unitPath)
                .chain(found -> found.map(locked -> step.on(tx, locked))
                        .orElseGet(() -> Uni.createFrom().item(new LiaisonOutcome.Absent()))));
    }

    private static StoredLiaison wanted(LiaisonRequest request, @Nullable Contact before) {
        String remarks = request.remarks() == null ? "" : request.remarks().strip();
        return new StoredLiaison(
                request.unitId(), Forms.name(request.name()), request.post().strip(), remarks, request.contact(before));
    }

    private static AuditEvent event(Origin origin, String action, long id, StoredLiaison entry, List<Change> changes) {
        return AuditEvent.of(origin, action, Subject.liaison(id), entry.unitId())
                .changing(changes);
    }
}
