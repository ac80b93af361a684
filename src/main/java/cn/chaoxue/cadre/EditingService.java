package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Enters and changes single records (A1.1, A1.4), each with its entry in the audit log, in one transaction.
@Singleton
class EditingService {

    private static final String UNIQUE_VIOLATION = "23505";
    /// None of a unit that is closed, be it since a moment ago; it stays open until the transaction ends.
    private static final String DRAW_ID = """
            select nextval(pg_get_serial_sequence('account', 'id')) as id
            from unit where id = $1 and closed_on is null for share
            """;

    private final CadreWriting writing;
    private final CadreSeals seals;
    private final AccountKeeping accounts;
    private final Database database;
    private final AuditLog audit;

    EditingService(CadreWriting writing, CadreSeals seals, AccountKeeping accounts, Database database, AuditLog audit) {
        this.writing = writing;
        this.seals = seals;
        this.accounts = accounts;
        this.database = database;
        this.audit = audit;
    }

    /// Enters a person in a unit that the caller was found to reach.
    Uni<Editing> create(long unitId, CadreRecord record, Origin origin) {
        return database.transaction(tx -> Database.rows(tx, DRAW_ID, Tuple.of(unitId), row -> row.getLong("id"))
                        .chain(ids -> ids.isEmpty()
                                ? answer(new Editing.Closed())
                                : create(tx, ids.getFirst(), unitId, record, origin)))
                .onFailure(EditingService::known)
                .recoverWithItem(new Editing.Known(Optional.empty()));
    }

    private Uni<Editing> create(SqlConnection tx, long drawn, long unitId, CadreRecord record, Origin origin) {
        return insert(tx, drawn, unitId, record)
                .chain(id -> id.map(known -> created(tx, known, unitId, record, origin))
                        .orElseGet(() -> claimed(tx, unitId, record, null, origin)));
    }

    /// Changes a record beneath `unitPath`.
    Uni<Editing> change(long id, String unitPath, CadreRequest request, Origin origin) {
        if (id == origin.actorId()) {
            return answer(new Editing.Own());
        }
        return database.transaction(tx -> writing.lock(tx, id, unitPath)
                        .chain(found -> found.map(stored -> change(tx, stored, unitPath, request, origin))
                                .orElseGet(() -> answer(new Editing.Absent()))))
                .onFailure(EditingService::known)
                .recoverWithUni(() -> claimedByEdit(id, unitPath, request, origin));
    }

    private Uni<Editing> claimedByEdit(long id, String unitPath, CadreRequest request, Origin origin) {
        return database.transaction(tx -> writing.lock(tx, id, unitPath)
                .chain(found -> found.map(one -> claimed(tx, one.unitId(), merged(request, one.record()), id, origin))
                        .orElseGet(() -> answer(new Editing.Absent()))));
    }

    private Uni<Editing> change(
            SqlConnection tx, StoredCadre stored, String unitPath, CadreRequest request, Origin origin) {
        CadreRecord wanted = merged(request, stored.record());
        var changes = wanted.changesFrom(stored.record());
        if (!Objects.equals(request.version(), stored.version())) {
            return answer(new Editing.Stale());
        }
        if (request.sex() != null && request.sex() != wanted.idNumber().sex()) {
            return answer(new Editing.Disagreeing(new Flaw("sex", Flaw.Why.DISAGREES)));
        }
        if (changes.isEmpty()) {
            return answer(new Editing.Saved(stored.id()));
        }
        if (!wanted.signsInOtherwise(stored.record())) {
            return written(tx, stored, wanted, origin);
        }
        return accounts.lock(tx, stored.id(), unitPath)
                .chain(found -> found.map(standing -> standing.beyond(unitPath)
                                ? answer(new Editing.Peer())
                                : written(tx, stored, wanted, origin))
                        .orElseGet(() -> answer(new Editing.Absent())));
    }

    private Uni<Editing> written(SqlConnection tx, StoredCadre stored, CadreRecord wanted, Origin origin) {
        AuditEvent event = AuditEvent.of(origin, "cadre.edit", Subject.cadre(stored.id()), stored.unitId())
                .changing(wanted.changesFrom(stored.record()));
        return writing.write(tx, stored.id(), wanted)
                .call(() -> audit.append(tx, event))
                .replaceWith(new Editing.Saved(stored.id()));
    }

    /// Who is recorded in another unit, or another record, becomes a case for who answers for both (A1.7).
    private Uni<Editing> claimed(
            SqlConnection tx, long unitId, CadreRecord record, @Nullable Long other, Origin origin) {
        AuditEvent event = AuditEvent.of(origin, "cadre.conflict", Subject.unit(unitId), unitId);
        Buffer number = seals.idIndex(record.idNumber());
        return Conflicts.open(tx, number, unitId, origin.actorId(), other)
                .chain(opened -> audit.append(tx, opened ? List.of(event) : List.of()))
                .chain(() -> Conflicts.standing(tx, number, unitId, other))
                .map(Editing.Known::new);
    }

    private Uni<Optional<Long>> insert(SqlConnection tx, long id, long unitId, CadreRecord record) {
        NewCadre cadre = NewCadre.learner(
                unitId,
                record.name(),
                record.idNumber(),
                record.mobile(),
                record.cadreClass(),
                record.employment(),
                record.post(),
                record.inPostSince());
        Tuple arguments = new CadreColumns(List.of(seals.seal(id, cadre))).arguments();
        return Database.rows(tx, CadreColumns.INSERT, arguments, row -> row.getLong("id"))
                .map(ids -> ids.stream().findFirst());
    }

    private Uni<Editing> created(SqlConnection tx, long id, long unitId, CadreRecord record, Origin origin) {
        AuditEvent event = AuditEvent.of(origin, "cadre.create", Subject.cadre(id), unitId);
        return writing.write(tx, id, record)
                .call(() -> audit.append(tx, event.changing(record.changesFrom(null))))
                .replaceWith(new Editing.Saved(id));
    }

    /// A new record as requested; the checks have passed.
    static CadreRecord complete(CadreRequest request) {
        return merged(request, null);
    }

    static CadreRecord merged(CadreRequest request, @Nullable CadreRecord before) {
        String number = request.idNumber();
        String mobile = request.mobile();
        return new CadreRecord(
                Forms.name(request.name()),
                number != null
                        ? ResidentId.parse(number).orElseThrow()
                        : Objects.requireNonNull(before).idNumber(),
                mobile != null ? mobile : Objects.requireNonNull(before).mobile(),
                contact(request.email(), before == null ? null : before.email()),
                contact(request.qq(), before == null ? null : before.qq()),
                request.cadreClass(),
                request.employment(),
                request.post().strip(),
                request.inPostSince(),
                request.inPostUntil(),
                appointed(request.appointedOn(), before));
    }

    private static @Nullable LocalDate appointed(@Nullable LocalDate given, @Nullable CadreRecord before) {
        return given != null || before == null ? given : before.appointedOn();
    }

    private static @Nullable String contact(@Nullable String given, @Nullable String before) {
        return given == null ? before : given.isEmpty() ? null : given;
    }

    private static boolean known(Throwable failure) {
        return failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState());
    }

    private static Uni<Editing> answer(Editing editing) {
        return Uni.createFrom().item(editing);
    }
}
