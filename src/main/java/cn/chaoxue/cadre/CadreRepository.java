package cn.chaoxue.cadre;

import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.platform.sql.SqlConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Reads and activates cadre records.
@Singleton
class CadreRepository {

    private static final String ONE = """
            select c.id, c.version, c.name, c.id_masked, c.mobile_masked, c.email_masked, c.qq_masked, c.sex, c.birth_year,
                c.cadre_class, c.employment, c.post, c.in_post_since, c.in_post_until, c.appointed_on, a.status,
                c.retired_on is not null as retired, %s as appointed,
                u.id as unit_id, u.name as unit_name, u.path as unit_path
            from cadre c join unit u on u.id = c.unit_id join account a on a.id = c.id
            where c.id = $1 and u.path >= $2 and u.path < rtrim($2, '/') || '0'
            """.formatted(Cycles.APPOINTED);

    private final Mutiny.SessionFactory sessions;
    private final SqlConfig config;
    private final Database database;
    private final Cycles cycles;

    CadreRepository(Mutiny.SessionFactory sessions, SqlConfig config, Database database, Cycles cycles) {
        this.sessions = sessions;
        this.config = config;
        this.database = database;
        this.cycles = cycles;
    }

    Uni<Optional<Cadre>> find(long id) {
        return sessions.withSession(session -> session.find(Cadre.class, id))
                .map(Optional::ofNullable)
                .ifNoItem()
                .after(config.queryTimeout())
                .failWith(() -> new Unavailable("postgresql: timeout", Duration.ofSeconds(2)));
    }

    /// Marks the record activated, once.
    static Uni<Boolean> activate(SqlConnection tx, long id) {
        String sql = "update cadre set activated_at = now() where id = $1 and activated_at is null returning id";
        return Database.rows(tx, sql, Tuple.of(id), row -> row.getLong("id")).map(rows -> !rows.isEmpty());
    }

    /// The record, when it lies beneath `unitPath`.
    Uni<Optional<CadreView>> view(long id, String unitPath) {
        return database.query(ONE, Tuple.of(id, unitPath), row -> CadreView.of(row, cycles.running()))
                .map(rows -> rows.stream().findFirst());
    }
}
