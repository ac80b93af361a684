package cn.chaoxue.roster;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.cadre.CadreListing;
import cn.chaoxue.cadre.CadreQuery;
import cn.chaoxue.org.Unit;
import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.roster.Streaming.Piece;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Lets records leave (A1.9): who asked, why, and whether in clear is in the audit log before the first byte goes, and
/// how
/// many went after the last.
@Singleton
class Exports {

    private static final String MASKED = "roster.export";
    private static final String CLEAR = "roster.export-clear";
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));
    /// Parallel requests of one account count one after the other.
    private static final String ALONE = "select id from account where id = $1 for no key update";
    private static final String TAKEN = """
            select count(*) as taken from audit_entry
            where actor_id = $1 and action = 'roster.export-clear' and at > now() - interval '1 day'
            """;

    private final CadreListing listing;
    private final Database database;
    private final AuditLog audit;
    private final SharedClock clock;
    private final RosterConfig config;

    Exports(CadreListing listing, Database database, AuditLog audit, SharedClock clock, RosterConfig config) {
        this.listing = listing;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.config = config;
    }

    /// Writes down that the export was asked for; false when the caller has taken enough in clear today.
    Uni<Boolean> permit(Unit unit, ExportRequest request, Origin origin) {
        AuditEvent event = AuditEvent.of(origin, request.clear() ? CLEAR : MASKED, Subject.unit(unit.id()), unit.id())
                .because(request.reason() == null ? null : request.reason().strip());
        return database.transaction(tx -> taken(tx, request, origin)
                .chain(taken -> taken >= config.clearExportsPerDay()
                        ? Uni.createFrom().item(false)
                        : audit.append(tx, event).replaceWith(true)));
    }

    private static Uni<Long> taken(SqlConnection tx, ExportRequest request, Origin origin) {
        Tuple account = Tuple.of(origin.actorId());
        return request.clear()
                ? Database.rows(tx, ALONE, account, row -> row.getLong("id"))
                        .chain(() -> Database.rows(tx, TAKEN, account, row -> row.getLong("taken")))
                        .map(List::getFirst)
                : Uni.createFrom().item(-1L);
    }

    /// The file; `who` is named in its first row.
    Multi<byte[]> send(Unit unit, ExportRequest request, String who, Origin origin) {
        CadreQuery query = new CadreQuery(
                unit.path(),
                request.name(),
                request.q(),
                request.cadreClass(),
                request.employment(),
                request.status(),
                0,
                config.exportPage());
        String watermark = "导出人：%s　时间：%s　范围：%s　%s"
                .formatted(who, MINUTE.format(clock.instant()), unit.name(), request.clear() ? "含个人信息，注意保密" : "已脱敏");
        ExportSheet sheet =
                new ExportSheet(listing, query, request.clear(), watermark, config.maxRows(), request.form());
        return Streaming.of(() -> sheet.next().call(piece -> told(piece, sheet, unit, origin)));
    }

    private Uni<Void> told(Piece piece, ExportSheet sheet, Unit unit, Origin origin) {
        if (!piece.last()) {
            return Uni.createFrom().voidItem();
        }
        AuditEvent event = AuditEvent.of(origin, "roster.exported", Subject.unit(unit.id()), unit.id())
                .changing(Change.of("records", null, sheet.count()).stream().toList());
        return database.transaction(tx -> audit.append(tx, event));
    }
}
