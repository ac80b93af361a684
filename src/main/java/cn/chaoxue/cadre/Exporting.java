package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.org.Unit;
import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.http.Language;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What every export of personal records comes with (A1.9): who asked, why, and whether in clear is in the audit log
/// before the first byte goes, and how many went after the last. Exports in clear are counted together, whatever they
/// hold.
@Singleton
public class Exporting {

    /// Rows of somebody's file that leave in clear.
    public static final String ROWS_CLEAR = "roster.errors-clear";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));
    /// Parallel requests of one account count one after the other; behind whoever changes the tree and then wants
    /// accounts.
    private static final String ALONE =
            "select a.id from account a join unit u on u.id = a.unit_id where a.id = $1 for no key update of a";
    private static final String TAKEN = """
            select count(*) as taken from audit_entry
            where actor_id = $1 and action = any($2) and at > now() - interval '1 day'
            """;

    private final Database database;
    private final AuditLog audit;
    private final SharedClock clock;
    private final CadreConfig config;

    Exporting(Database database, AuditLog audit, SharedClock clock, CadreConfig config) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.config = config;
    }

    /// What is exported.
    public enum Kind {
        ROSTER,
        LIAISON;

        private String action(String what) {
            return name().toLowerCase(Locale.ROOT) + "." + what;
        }
    }

    /// An export as it was asked for: of what beneath which unit, in clear or masked, why, by whom, in which language;
    /// `who` is named in the file.
    public record Wish(
            Kind kind,
            Unit unit,
            boolean clear,
            @Nullable String reason,
            Origin origin,
            String who,
            Language language) {

        /// Names nobody.
        @Override
        public String toString() {
            return "Wish[" + kind + " " + unit.id() + "]";
        }
    }

    /// Writes down that the export was asked for; false when the caller has taken enough in clear today.
    Uni<Boolean> permit(Wish wish) {
        String reason = wish.reason();
        AuditEvent event =
                event(wish, wish.clear() ? "export-clear" : "export").because(reason == null ? null : reason.strip());
        return wish.clear() ? permitClear(event) : tell(event).replaceWith(true);
    }

    /// Writes down that something is to leave in clear; false when its actor has taken enough today.
    Uni<Boolean> permitClear(AuditEvent event) {
        return database.transaction(tx -> taken(tx, event.origin().actorId())
                .chain(taken -> taken >= config.clearExportsPerDay()
                        ? Uni.createFrom().item(false)
                        : audit.append(tx, event).replaceWith(true)));
    }

    private static Uni<Long> taken(SqlConnection tx, long account) {
        String[] counted = {Kind.ROSTER.action("export-clear"), Kind.LIAISON.action("export-clear"), ROWS_CLEAR};
        return Database.rows(tx, ALONE, Tuple.of(account), row -> row.getLong("id"))
                .chain(() -> Database.rows(tx, TAKEN, Tuple.of(account, counted), row -> row.getLong("taken")))
                .map(List::getFirst);
    }

    /// The first row of the file, which names who exports.
    public String watermark(Wish wish) {
        return watermark(wish.who(), wish.unit().name(), wish.clear(), wish.language());
    }

    String watermark(String who, String unit, boolean clear, Language language) {
        String text = language.of("导出人：%s　时间：%s　范围：%s　%s", "Exported by: %s  Time: %s (Beijing)  Of: %s  %s");
        String nature = clear
                ? language.of("含个人信息，注意保密", "Holds personal data: keep it confidential")
                : language.of("已脱敏", "Masked");
        return text.formatted(who, MINUTE.format(clock.instant()), unit, nature);
    }

    /// The last byte is on its way.
    public Uni<Void> done(Wish wish, int records) {
        return done(event(wish, "exported"), records);
    }

    /// The same, of what is no export by a filter.
    public Uni<Void> done(AuditEvent event, int records) {
        return tell(event.changing(Change.of("records", null, records).stream().toList()));
    }

    /// Writes down that something leaves that needs no permission.
    public Uni<Void> tell(AuditEvent event) {
        return database.transaction(tx -> audit.append(tx, event));
    }

    private static AuditEvent event(Wish wish, String what) {
        return AuditEvent.of(
                wish.origin(),
                wish.kind().action(what),
                Subject.unit(wish.unit().id()),
                wish.unit().id());
    }
}
