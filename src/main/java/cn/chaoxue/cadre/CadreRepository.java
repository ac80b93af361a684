package cn.chaoxue.cadre;

import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.platform.sql.SqlConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/// Reads and activates cadre records.
@Singleton
class CadreRepository {

    /// No text begins with more than the last character there is: the ranges are what begins like the argument.
    static final String FILTER = """
            where u.path >= $1 and u.path < $2 and ($3::text is null or position($3::text in c.name) > 0)
                and ($4::text is null
                    or c.name collate "C" >= $4::text and c.name collate "C" < $4::text || U&'\\+10FFFF')
                and ($5::text is null
                    or c.name_initials collate "C" >= $5::text and c.name_initials collate "C" < $5::text || '~')
                and ($6::text is null or c.cadre_class = $6::text) and ($7::text is null or c.employment = $7::text)
                and ($8::text is null or a.status = $8::text) and c.id > $9
            """;

    private static final String ROWS = """
            select c.id, c.name, c.id_masked, c.mobile_masked, c.sex, c.cadre_class, c.post, c.employment, a.status,
                u.id as unit_id, u.name as unit_name, u.path as unit_path
            from cadre c join unit u on u.id = c.unit_id join account a on a.id = c.id
            """ + FILTER + "order by c.id limit $10";
    private static final String ONE = """
            select c.id, c.version, c.name, c.id_masked, c.mobile_masked, c.email_masked, c.qq_masked, c.sex, c.birth_date,
                c.cadre_class, c.employment, c.post, c.in_post_since, c.in_post_until, a.status,
                u.id as unit_id, u.name as unit_name, u.path as unit_path
            from cadre c join unit u on u.id = c.unit_id join account a on a.id = c.id
            where c.id = $1 and u.path >= $2 and u.path < rtrim($2, '/') || '0'
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

    /// The record, when it lies beneath `unitPath`.
    Uni<Optional<CadreView>> view(long id, String unitPath) {
        return database.query(ONE, Tuple.of(id, unitPath), CadreView::of)
                .map(rows -> rows.stream().findFirst());
    }

    /// One row more than the page holds, so that its end is known.
    Uni<List<CadreRow>> page(CadreQuery query) {
        return database.query(ROWS, arguments(query, query.limit() + 1), CadreRow::of);
    }

    /// What [#FILTER] and a limit behind it take.
    static Tuple arguments(CadreQuery query, int limit) {
        return Tuple.wrap(Arrays.<Object>asList(
                query.unitPath(),
                query.unitPathEnd(),
                query.name(),
                query.nameBeginning(),
                query.initialsBeginning(),
                name(query.cadreClass()),
                name(query.employment()),
                name(query.status()),
                query.after(),
                limit));
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
