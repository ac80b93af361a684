package cn.chaoxue.roster;

import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.roster.Import.Counts;
import cn.chaoxue.roster.Import.State;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads a file and tries its rows out, a batch at a time: the next is read when the last is stored. Begun again, it
/// begins anew.
@Singleton
class Staging {

    private final PartRepository parts;
    private final RowRepository rows;
    private final Judging judging;
    private final Leases leases;
    private final Database database;
    private final AuditLog audit;
    private final RosterConfig config;

    Staging(
            PartRepository parts,
            RowRepository rows,
            Judging judging,
            Leases leases,
            Database database,
            AuditLog audit,
            RosterConfig config) {
        this.parts = parts;
        this.rows = rows;
        this.judging = judging;
        this.leases = leases;
        this.database = database;
        this.audit = audit;
        this.config = config;
    }

    /// How many rows there are; one at least, since the import moved on.
    Uni<Integer> stage(Import of) {
        return Uni.createFrom()
                .item(Scratch::file)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(path -> parts.assemble(of.id(), Uploads.parts(of.bytes(), config), path)
                        .chain(() -> renewed(of))
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(_ -> open(path))
                        .onFailure()
                        .invoke(() -> Scratch.forget(path)))
                .chain(file -> all(of, file).eventually(() -> close(file)))
                .onFailure(FileTrouble.class)
                .recoverWithUni(trouble -> fail(of, (FileTrouble) trouble));
    }

    /// Opening takes its time again.
    private Uni<Import> renewed(Import of) {
        return database.transaction(tx -> leases.hold(tx, of));
    }

    private Uni<Integer> all(Import of, RosterFile file) {
        LookAlikes alike = new LookAlikes(config.lookAlikes());
        return database.batch(tx -> leases.hold(tx, of).chain(() -> anew(tx, of)))
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> some(of, file, alike))
                        .whilst(stored -> stored > 0)
                        .collect()
                        .with(java.util.stream.Collectors.summingInt(Integer::intValue)))
                .call(count -> count > 0 ? ready(of) : fail(of, new FileTrouble("no-rows")))
                .map(count -> Math.max(1, count));
    }

    private static Uni<Void> anew(SqlConnection tx, Import of) {
        return RowRepository.forget(tx, of.id()).chain(() -> Leases.restart(tx, of.id()));
    }

    private Uni<Integer> some(Import of, RosterFile file, LookAlikes alike) {
        return Uni.createFrom()
                .item(() -> alike.noted(judging.drafts(take(file))))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(drafts -> drafts.isEmpty() ? Uni.createFrom().item(0) : store(of, drafts));
    }

    private Uni<Integer> store(Import of, List<Draft> drafts) {
        Map<Integer, Buffer> people = judging.people(drafts);
        return database.batch(tx -> leases.hold(tx, of)
                .chain(() -> RowRepository.first(tx, of.id(), List.copyOf(people.values())))
                .invoke(first -> people.forEach((line, person) -> first.merge(person, line, Math::min)))
                .chain(first -> judging.judge(tx, drafts, people, first, of, false))
                .chain(verdicts -> insert(tx, of, verdicts)));
    }

    private Uni<Integer> insert(SqlConnection tx, Import of, List<Verdict> verdicts) {
        return Uni.createFrom()
                .item(verdicts)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(all -> rows.sealed(of.id(), all))
                .chain(cells -> rows.insert(tx, cells))
                .chain(() -> Leases.found(tx, of.id(), counts(verdicts)))
                .replaceWith(verdicts.size());
    }

    static Counts counts(List<Verdict> verdicts) {
        int[] counts = new int[Outcome.values().length];
        verdicts.forEach(verdict -> counts[verdict.outcome().ordinal()]++);
        return new Counts(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    /// What the dry run found is in the audit log, applied or not: it told its uploader whose numbers are recorded.
    private Uni<Void> ready(Import of) {
        return database.batch(tx -> leases.hold(tx, of)
                .call(() -> PartRepository.forget(tx, of.id()))
                .call(() -> leases.end(tx, of.id(), State.READY, null, null))
                .chain(now -> audit.append(tx, Applying.told(now, "roster.tried", now.found()))));
    }

    /// The file goes, and so do rows staged from it; of one half applied they stay for its report.
    Uni<Integer> fail(Import of, FileTrouble trouble) {
        return database.batch(tx -> leases.hold(tx, of)
                        .chain(() -> PartRepository.forget(tx, of.id()))
                        .chain(() -> of.state() == State.STAGING
                                ? anew(tx, of)
                                : Uni.createFrom().voidItem())
                        .chain(() -> leases.end(tx, of.id(), State.FAILED, trouble.slug(), trouble.detail())))
                .replaceWith(1);
    }

    private RosterFile open(Path path) {
        try {
            return RosterFile.open(path, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Line> take(RosterFile file) {
        try {
            return file.take(config.stageBatch());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(RosterFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
