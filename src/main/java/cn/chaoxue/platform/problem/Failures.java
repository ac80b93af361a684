package cn.chaoxue.platform.problem;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Tells a dependency that is slow or gone (503, come again) from a defect of ours (500).
final class Failures {

    /// SQLSTATE classes: connection, insufficient resources, operator intervention, system error; lock and query
    /// timeouts.
    private static final Set<String> PASSING = Set.of("08", "53", "57", "58", "40");

    /// SQLSTATE of what no column can hold: a NUL within a text, a day beyond the calendar. No service makes either.
    private static final Set<String> UNKEEPABLE = Set.of("22021", "22008");

    private Failures() {}

    static Throwable rootOf(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || isHibernateWrapper(cause)) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    static boolean isPassing(Throwable failure) {
        Throwable root = rootOf(failure);
        return switch (root) {
            case PgException pg ->
                PASSING.contains(pg.getSqlState().substring(0, 2)) || "55P03".equals(pg.getSqlState());
            case ClosedConnectionException _, TimeoutException _, IOException _ -> true;
            case java.util.concurrent.TimeoutException _, HttpClosedException _ -> true;
            case VertxException _, NoStackTraceThrowable _ -> true;
            default -> false;
        };
    }

    /// The SQLSTATE where the request brought what no column can hold; else null.
    static @Nullable String unkeepable(Throwable failure) {
        return rootOf(failure) instanceof PgException pg && UNKEEPABLE.contains(pg.getSqlState())
                ? pg.getSqlState()
                : null;
    }

    private static boolean isHibernateWrapper(Throwable failure) {
        return failure.getClass().getName().startsWith("org.hibernate.");
    }
}
