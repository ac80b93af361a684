package cn.chaoxue.activation;

import cn.chaoxue.platform.schedule.RolesConfig;
import cn.chaoxue.platform.schedule.WorkerLoop;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Resets and restores accounts, one batch and one transaction after the other. How far it is stands in the same
/// transaction, so a crash repeats nothing and skips nothing; of several workers one has a reset at a time.
@Singleton
class ResetWork {

    /// In the mode that lets others write marks of it: who moves a person does so while holding the account, and a step
    /// holds the reset before it wants accounts.
    private static final String LOCK = """
            select r.id, r.state, r.last_id, u.path from activation_reset r join unit u on u.id = r.unit_id
            where r.state in ('RESETTING', 'UNDOING') order by r.id limit 1 for no key update of r skip locked
            """;
    private static final String RESET_STEP = """
            update activation_reset r set done = r.done + $2, last_id = $3,
                state = case when o.over then 'RESET' else r.state end, finished_at = case when o.over then now() end
            from (select $4 and not exists (
                select from activation_reset_account k where k.reset_id = $1 and k.due) as over) o
            where r.id = $1
            """;
    private static final String DONE = "update activation_reset set done = done + $2 where id = $1";
    private static final String RESTORE_STEP = """
            update activation_reset set restored = restored + $2, last_id = $3,
                state = case when $4 then 'UNDONE' else state end, finished_at = case when $4 then now() end
            where id = $1
            """;

    private record Job(long id, boolean undoing, long lastId, String path) {

        static Job of(Row row) {
            return new Job(
                    row.getLong("id"),
                    row.getString("state").equals("UNDOING"),
                    row.getLong("last_id"),
                    row.getString("path"));
        }
    }

    private final Database database;
    private final ResetConfig config;
    private final WorkerLoop loop;
    private final boolean worker;

    ResetWork(Database database, ResetConfig config, RolesConfig roles) {
        this.database = database;
        this.config = config;
        this.loop = new WorkerLoop("activation resets", config.pause(), this::step);
        this.worker = roles.worker();
    }

    void begin(@Observes StartupEvent event) {
        if (worker) {
            loop.start();
        }
    }

    void end(@Observes ShutdownEvent event) {
        loop.stop();
    }

    /// One batch of the oldest reset under way, and passwords forgotten that cannot come back. Yields how many were
    /// looked at.
    Uni<Integer> step() {
        return database.batch(tx -> Database.rows(tx, LOCK, Tuple.tuple(), Job::of)
                        .chain(jobs -> jobs.stream()
                                .findFirst()
                                .map(job -> job.undoing() ? restore(tx, job) : reset(tx, job))
                                .orElseGet(() -> Uni.createFrom().item(0))))
                .call(() -> database.batch(tx -> Forgetting.some(tx, config.batch())));
    }

    /// First those who went elsewhere, in a step of their own: accounts are taken in the order of their numbers.
    private Uni<Integer> reset(SqlConnection tx, Job job) {
        return Resetting.due(tx, job.id(), config.batch())
                .chain(due -> due.isEmpty()
                        ? Resetting.some(tx, job.id(), job.path(), job.lastId(), config.batch())
                                .chain(touched -> went(tx, RESET_STEP, job, touched))
                        : done(tx, job.id(), due).replaceWith(due.size()));
    }

    /// Some were reset out of turn: how far it is among those who stand there is as it was.
    static Uni<Void> done(SqlConnection tx, long reset, List<Touched> touched) {
        return Database.rows(tx, DONE, Tuple.of(reset, Touched.changed(touched)), _ -> true)
                .replaceWithVoid();
    }

    private Uni<Integer> restore(SqlConnection tx, Job job) {
        return Restoring.some(tx, job.id(), job.lastId(), config.batch())
                .chain(touched -> went(tx, RESTORE_STEP, job, touched));
    }

    private Uni<Integer> went(SqlConnection tx, String sql, Job job, List<Touched> touched) {
        Optional<Long> last = touched.stream().map(Touched::id).max(Long::compare);
        boolean over = touched.size() < config.batch();
        Tuple arguments = Tuple.of(job.id(), Touched.changed(touched), last.orElse(job.lastId()), over);
        return Database.rows(tx, sql, arguments, _ -> true).replaceWith(Math.max(1, touched.size()));
    }
}
