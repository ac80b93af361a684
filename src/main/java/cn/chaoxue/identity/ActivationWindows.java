package cn.chaoxue.identity;

import cn.chaoxue.platform.cache.RecentAnswers;
import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/// Whether the initial password of somebody in a unit works now (A1.3). Looked up with every login, whoever's, and
/// decided in memory: neither answer nor time tells whether there is such a person.
@Singleton
class ActivationWindows {

    private static final String OPEN = """
            select u.path, w.opens_at, w.closes_at
            from activation_window w join unit u on u.id = w.unit_id
            where w.ended_at is null and w.closes_at > now() and w.opens_at < now() + interval '1 minute'
            """;

    private record Window(String path, Instant opensAt, Instant closesAt) {

        static Window of(Row row) {
            return new Window(
                    row.getString("path"),
                    row.getOffsetDateTime("opens_at").toInstant(),
                    row.getOffsetDateTime("closes_at").toInstant());
        }

        boolean admits(String unitPath, Instant now) {
            return unitPath.startsWith(path) && !now.isBefore(opensAt) && now.isBefore(closesAt);
        }
    }

    private final Database database;
    private final SharedClock clock;
    private final ActivationConfig config;
    private final RecentAnswers<Boolean, List<Window>> recent;
    private volatile List<Window> windows = List.of();

    ActivationWindows(Database database, SharedClock clock, ActivationConfig config) {
        this.database = database;
        this.clock = clock;
        this.config = config;
        this.recent = new RecentAnswers<>("activation-windows", 1, _ -> config.rememberWindowsFor());
    }

    /// Brings what is known up to date.
    Uni<Void> look() {
        if (config.alwaysOpen()) {
            return Uni.createFrom().voidItem();
        }
        return recent.get(true, _ -> database.query(OPEN, Tuple.tuple(), Window::of))
                .invoke(now -> windows = now)
                .replaceWithVoid();
    }

    boolean admit(String unitPath) {
        Instant now = clock.instant();
        return config.alwaysOpen() || windows.stream().anyMatch(window -> window.admits(unitPath, now));
    }
}
