package cn.chaoxue.cadre;

import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.platform.sql.SqlConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/// Reads and activates cadre records.
@Singleton
class CadreRepository {

    private static final String ROWS = """
            select c.id, c.name, c.id_masked, c.mobile_masked, c.sex, c.cadre_class, c.post, c.employment,
                c.activated_at is not null as activated, u.id as unit_id, u.name as unit_name, u.path as unit_path
            from cadre c join unit u on u.id = c.unit_id
            where u.path >= $1 and u.path < $2 and ($3::text is null or position($3::text in c.name) > 0) and c.id > $4
            order by c.id limit $5
            """;

    private final Mutiny.SessionFactory sessions;
    private final SqlConfig config;
    private final Database database;

    CadreRepository(Mutiny.SessionFactory sessions, SqlConfig config, Database database) {
        this.sessions = sessions;
        this.config = config;
        this.database = database;
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

    /// One row more than the page holds, so that its end is known.
    Uni<List<CadreRow>> page(CadreQuery query) {
        Tuple arguments =
                Tuple.of(query.unitPath(), query.unitPathEnd(), query.name(), query.after(), query.limit() + 1);
        return database.query(ROWS, arguments, CadreRow::of);
    }
}
