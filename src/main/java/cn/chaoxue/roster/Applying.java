package cn.chaoxue.roster;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.cadre.BulkEditing;
import cn.chaoxue.cadre.Judged;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.roster.Import.Counts;
import cn.chaoxue.roster.Import.State;
import cn.chaoxue.roster.RowRepository.StagedRow;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Applies an import, one batch per transaction: what happens to people, what the audit log tells of it, and how far
/// the import has come are stored together or not at all. Every row is judged again as things are by then.
@Singleton
class Applying {

    private static final List<Outcome> TO_DO =
            List.of(Outcome.CREATE, Outcome.CHANGE, Outcome.UNCHANGED, Outcome.CONFLICT);

    private final RowRepository rows;
    private final Judging judging;
    private final BulkEditing editing;
    private final Leases leases;
    private final Database database;
    private final AuditLog audit;
    private final RosterConfig config;

    Applying(
            RowRepository rows,
            Judging judging,
            BulkEditing editing,
            Leases leases,
            Database database,
            AuditLog audit,
            RosterConfig config) {
        this.rows = rows;
        this.judging = judging;
        this.editing = editing;
        this.leases = leases;
        this.database = database;
        this.audit = audit;
        this.config = config;
    }

    /// The next batch; how many rows it held, one at least, since the import moved on.
    Uni<Integer> some(Import of) {
        return database.batch(tx -> leases.hold(tx, of)
                        .chain(now -> RowRepository.some(tx, now.id(), now.position(), TO_DO, config.applyBatch())
                                .chain(staged -> staged.isEmpty() ? finish(tx, now) : apply(tx, now, staged))))
                .map(count -> Math.max(1, count));
    }

    private Uni<Integer> apply(SqlConnection tx, Import of, List<StagedRow> staged) {
        return Uni.createFrom()
                .item(staged)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(all -> judging.drafts(all.stream().map(rows::line).toList()))
                .chain(drafts -> judge(tx, of, drafts))
                .call(verdicts -> rows.judged(tx, of.id(), verdicts))
                .call(verdicts -> editing.carryOut(tx, judged(verdicts), of.origin()))
                .call(verdicts -> Leases.applied(
                        tx, of.id(), Staging.counts(verdicts), staged.getLast().id()))
                .map(List::size);
    }

    private Uni<List<Verdict>> judge(SqlConnection tx, Import of, List<Draft> drafts) {
        Map<Integer, Buffer> people = judging.people(drafts);
        return judging.judge(tx, drafts, people, Map.of(), of, true);
    }

    private static List<Judged> judged(List<Verdict> verdicts) {
        return verdicts.stream().map(Verdict::judged).filter(Objects::nonNull).toList();
    }

    private Uni<Integer> finish(SqlConnection tx, Import of) {
        return leases.end(tx, of.id(), State.DONE, null, null)
                .chain(() -> audit.append(tx, told(of, "roster.applied", of.done())))
                .replaceWith(0);
    }

    /// What the audit log says of an import as a whole.
    static AuditEvent told(Import of, String action, Counts counts) {
        return AuditEvent.of(
                        of.origin(), action, Uploads.subject(of.id()), of.unit().id())
                .changing(Stream.of(
                                count("created", counts.create()),
                                count("changed", counts.change()),
                                count("unchanged", counts.unchanged()),
                                count("conflicts", counts.conflict()),
                                count("wrong", counts.wrong()))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<Change> count(String field, int count) {
        return count == 0 ? Optional.empty() : Change.of(field, null, count);
    }
}
