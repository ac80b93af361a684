package cn.chaoxue.roster;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.roster.Import.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.BiFunction;

/// What people do with an import: send its parts, have it read, have it applied, cancel it. Each step locks the import.
@Singleton
class Uploads {

    private final PartRepository parts;
    private final Database database;
    private final AuditLog audit;
    private final SharedClock clock;
    private final RosterConfig config;

    Uploads(PartRepository parts, Database database, AuditLog audit, SharedClock clock, RosterConfig config) {
        this.parts = parts;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.config = config;
    }

    /// What became of a step.
    sealed interface Step {
        record Done(long id) implements Step {}

        record Absent() implements Step {}

        /// Not in this state, as a slug.
        record Unfit(String reason) implements Step {}
    }

    static int parts(long bytes, RosterConfig config) {
        long part = config.part().asLongValue();
        return (int) ((bytes + part - 1) / part);
    }

    static Subject subject(long importId) {
        return new Subject("roster-import", importId);
    }

    /// Announcements of one account wait for each other, so that no more begin than may.
    Uni<Step> begin(long unitId, String fileName, long bytes, Origin origin) {
        return database.transaction(tx -> ImportRepository.today(tx, origin.actorId())
                .chain(today ->
                        enough(today, bytes) ? unfit("too-many-files") : begin(tx, unitId, fileName, bytes, origin)));
    }

    /// A file counts once a dry run answers what is in it: cancelled and unreadable ones only by their size.
    private boolean enough(ImportRepository.Today today, long more) {
        return today.files() >= config.filesPerDay()
                || today.bytes() + more > config.bytesPerDay().asLongValue();
    }

    private Uni<Step> begin(SqlConnection tx, long unitId, String fileName, long bytes, Origin origin) {
        return ImportRepository.unfinished(tx, origin.actorId())
                .chain(count -> count >= config.unfinishedPerAccount()
                        ? unfit("too-many-imports")
                        : insert(tx, unitId, fileName, bytes, origin));
    }

    private Uni<Step> insert(SqlConnection tx, long unitId, String fileName, long bytes, Origin origin) {
        long seconds = config.upload().toSeconds();
        return ImportRepository.letGo(tx, unitId, config.keptPerUnit())
                .chain(() -> ImportRepository.insert(tx, unitId, origin, fileName, bytes, seconds))
                .map(Step.Done::new);
    }

    /// Stores one part; each but the last has the full size.
    Uni<Step> part(long id, long unitId, int ordinal, byte[] content) {
        return step(id, unitId, (tx, of) -> {
            long part = config.part().asLongValue();
            long size = Math.min(part, of.bytes() - ordinal * part);
            if (of.state() != State.UPLOADING) {
                return unfit("state");
            }
            return ordinal >= parts(of.bytes(), config) || size != content.length
                    ? unfit("part-size")
                    : parts.put(tx, id, ordinal, content).replaceWith(new Step.Done(id));
        });
    }

    /// All parts are there: a worker takes over.
    Uni<Step> complete(long id, long unitId, Origin origin) {
        return step(id, unitId, (tx, of) -> {
            if (of.state() != State.UPLOADING) {
                return unfit("state");
            }
            AuditEvent event = AuditEvent.of(origin, "roster.upload", subject(id), unitId);
            return PartRepository.count(tx, id)
                    .chain(count -> count < parts(of.bytes(), config)
                            ? unfit("part-missing")
                            : ImportRepository.today(tx, of.createdBy())
                                    .chain(today -> enough(today, 0)
                                            ? unfit("too-many-files")
                                            : move(tx, id, State.STAGING, origin, event)));
        });
    }

    Uni<Step> apply(long id, long unitId, Origin origin) {
        return step(
                id,
                unitId,
                (tx, of) -> of.state() != State.READY || of.expiresAt().isBefore(clock.instant())
                        ? unfit("state")
                        : move(tx, id, State.APPLYING, origin, applied(of, origin)));
    }

    private static AuditEvent applied(Import of, Origin origin) {
        AuditEvent told = Applying.told(of, "roster.apply", of.found());
        return AuditEvent.of(origin, told.action(), told.subject(), told.unitId())
                .changing(told.changes());
    }

    /// What was applied by then stays.
    Uni<Step> cancel(long id, long unitId, Origin origin) {
        return step(id, unitId, (tx, of) -> {
            boolean over = List.of(State.DONE, State.FAILED, State.CANCELLED, State.EXPIRED)
                    .contains(of.state());
            AuditEvent event = Applying.told(of, "roster.cancel", of.done());
            return over
                    ? unfit("state")
                    : PartRepository.forget(tx, id).chain(() -> move(tx, id, State.CANCELLED, origin, event));
        });
    }

    private Uni<Step> move(SqlConnection tx, long id, State state, Origin origin, AuditEvent event) {
        return ImportRepository.move(tx, id, state, origin, config.keep().toSeconds())
                .chain(() -> audit.append(tx, event))
                .replaceWith(new Step.Done(id));
    }

    private Uni<Step> step(long id, long unitId, BiFunction<SqlConnection, Import, Uni<Step>> step) {
        return database.transaction(tx -> ImportRepository.lock(tx, id, unitId)
                .chain(found -> found.map(of -> step.apply(tx, of))
                        .orElseGet(() -> Uni.createFrom().item(new Step.Absent()))));
    }

    private static Uni<Step> unfit(String reason) {
        return Uni.createFrom().item(new Step.Unfit(reason));
    }
}
