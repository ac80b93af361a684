package cn.chaoxue.audit;

import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads entries for those who answer for the units they are about.
@Singleton
public class AuditReading {

    private static final String SELECT = """
            select e.seq, e.at, e.actor_id, actor.display_name as actor_name, e.action, e.subject_kind, e.subject_id,
                case e.subject_kind when 'cadre' then person.display_name when 'unit' then place.name end as subject_name,
                u.id as unit_id, u.name as unit_name, u.path as unit_path, e.address, e.reason, e.changes
            from audit_entry e
            left join unit u on u.id = e.unit_id
            left join account actor on actor.id = e.actor_id
            left join account person on e.subject_kind = 'cadre' and person.id = e.subject_id
            left join unit place on e.subject_kind = 'unit' and place.id = e.subject_id
            """;
    /// Paths end in "/", and "0" follows it: the range is the subtree.
    private static final String ENTRIES = SELECT + """
            where ((u.path >= $1 and u.path < rtrim($1, '/') || '0') or ($2 and e.unit_id is null))
                and ($3::text is null or starts_with(e.action, $3)) and ($4::bigint is null or e.actor_id = $4)
                and ($5::text is null or (e.subject_kind = $5 and e.subject_id = $6))
                and ($7::timestamptz is null or e.at >= $7) and ($8::timestamptz is null or e.at < $8) and e.seq < $9
            order by e.seq desc limit $10
            """;
    private static final String OF =
            SELECT + "where e.subject_kind = $1 and e.subject_id = $2 order by e.seq desc limit $3";
    private static final String ONE = SELECT + "where e.seq = $1";

    private final Database database;

    AuditReading(Database database) {
        this.database = database;
    }

    /// Newest first, at most `limit`.
    public Uni<List<AuditEntry>> read(AuditQuery query) {
        Subject subject = query.subject();
        Tuple arguments = Tuple.wrap(Arrays.<Object>asList(
                query.unitPath(),
                query.everything(),
                query.action(),
                query.actorId(),
                subject == null ? null : subject.kind(),
                subject == null ? null : subject.id(),
                time(query.from()),
                time(query.until()),
                query.before(),
                query.limit()));
        return database.query(ENTRIES, arguments, AuditEntry::of).chain(found -> told(found, query.branch()));
    }

    private Uni<List<AuditEntry>> told(List<AuditEntry> entries, String branch) {
        Long[] units = NamedUnits.in(entries);
        return units.length == 0
                ? Uni.createFrom().item(entries)
                : database.query(NamedUnits.WITHIN, Tuple.of(units, branch), NamedUnits.Named::of)
                        .map(NamedUnits::new)
                        .map(named -> entries.stream().map(named::told).toList());
    }

    /// What was done about one subject, for whoever was found to reach it; newest first.
    public Uni<List<AuditEntry>> of(Subject subject, int limit) {
        return database.query(OF, Tuple.of(subject.kind(), subject.id(), limit), AuditEntry::of);
    }

    /// The entry numbered `seq`, whomever it is about, with every unit named.
    static Uni<Optional<AuditEntry>> one(SqlConnection tx, long seq) {
        return Database.rows(tx, ONE, Tuple.of(seq), AuditEntry::of)
                .chain(found -> Database.rows(
                                tx, NamedUnits.WITHIN, Tuple.of(NamedUnits.in(found), "/"), NamedUnits.Named::of)
                        .map(NamedUnits::new)
                        .map(named -> found.stream().map(named::told).findFirst()));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
