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

    private static final String LOCK = """
            select r.id, r.state, r.last_id, u.path from activation_reset r join unit u on u.id = r.unit_id
            where r.state in ('RESETTING', 'UNDOING') order by r.id limit 1 for update of r skip locked
            """;
    /// Before the statement that looks at them: it shall see what whoever held them has done.
    private static final String WAIT = """
            select a.id from activation_reset_account s join account a on a.id = s.account_id
            where s.reset_id = $1 and s.account_id > $2 order by s.account_id limit $3 for no key update of a
            """;
    /// Who has set a new password, or says that the record is wrong, has begun anew and stays; and whom a later reset
    /// concerns that stands.
    private static final String RESTORE = """
            with picked as (
                select s.account_id, s.password_hash, s.must_change, s.activated_at
                from activation_reset_account s join account a on a.id = s.account_id
                where s.reset_id = $1 and s.account_id > $2 order by s.account_id limit $3 for no key update of a
            ), restored as (
                update account a set status = 'ACTIVE', password_hash = p.password_hash, initial_index = null,
                    must_change = p.must_change, token_version = a.token_version + 1, revoked_at = now()
                from picked p
                where a.id = p.account_id and a.status = 'PENDING' and a.password_hash is null
                    and not exists (select from amendment m where m.cadre_id = a.id and m.state = 'WAITING')
                    and not exists (
                        select from activation_reset l
                        join unit lu on lu.id = l.unit_id
                        join unit au on au.id = a.unit_id
                        where l.id > $1 and l.state in ('RESETTING', 'RESET') and starts_with(au.path, lu.path))
                returning a.id
            ), records as (
                update cadre c set activated_at = p.activated_at
                from picked p join restored r on r.id = p.account_id where c.id = r.id
            )
            select p.account_id as id, r.id is not null as back from picked p left join restored r on r.id = p.account_id
            """;
    private static final String RESET_STEP = """
            update activation_reset set done = done + $2, last_id = $3, state = case when $4 then 'RESET' else state end,
                finished_at = case when $4 then now() end
            where id = $1
            """;
    private static final String RESTORE_STEP = """
            update activation_reset set restored = restored + $2, last_id = $3,
                state = case when $4 then 'UNDONE' else state end, finished_at = case when $4 then now() end
            where id = $1
            """;
    private static final String FORGET = """
            delete from activation_reset_account s using (
                select k.reset_id, k.account_id
                from activation_reset r join activation_reset_account k on k.reset_id = r.id
                where r.state = 'UNDONE' or r.state = 'RESET' and r.undo_until < now() limit $1
            ) old where s.reset_id = old.reset_id and s.account_id = old.account_id
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
                .call(() -> database.query(FORGET, Tuple.of(config.batch()), _ -> true));
    }

    private Uni<Integer> reset(SqlConnection tx, Job job) {
        return Resetting.some(tx, job.id(), job.path(), job.lastId(), config.batch())
                .chain(touched -> went(tx, RESET_STEP, job, touched));
    }

    private Uni<Integer> restore(SqlConnection tx, Job job) {
        Tuple arguments = Tuple.of(job.id(), job.lastId(), config.batch());
        return Database.rows(tx, WAIT, arguments, _ -> true)
                .chain(() -> Database.rows(
                        tx,
                        RESTORE,
                        arguments,
                        row -> new Resetting.Touched(row.getLong("id"), row.getBoolean("back"))))
                .chain(touched -> went(tx, RESTORE_STEP, job, touched));
    }

    private Uni<Integer> went(SqlConnection tx, String sql, Job job, List<Resetting.Touched> touched) {
        int changed = (int) touched.stream().filter(Resetting.Touched::changed).count();
        Optional<Long> last = touched.stream().map(Resetting.Touched::id).max(Long::compare);
        boolean over = touched.size() < config.batch();
        Tuple arguments = Tuple.of(job.id(), changed, last.orElse(job.lastId()), over);
        return Database.rows(tx, sql, arguments, _ -> true).replaceWith(Math.max(1, touched.size()));
    }
}
