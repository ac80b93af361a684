package cn.chaoxue.deadletter;

import io.vertx.core.json.DecodeException;
import io.vertx.pgclient.PgException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ConcurrentModificationException;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;

/// Whose fault a failure to persist may be.
enum Fault {
    /// The entry's: the same data is refused for ever.
    OF_THE_DATA,
    /// The entry's, or a defect of ours that concerns all alike.
    DOUBTFUL,
    /// Nobody's: PostgreSQL is away, hung, full, read-only, shutting down or busy, or its schema is not ours. Retried,
    /// never held against an entry.
    PASSING;

    /// Data that does not fit, and constraints broken by it.
    private static final Set<String> DATA_DOES_NOT_FIT = Set.of("22", "23");

    /// Cardinality, a view's condition, limits of a statement or a row, an error raised by a trigger.
    private static final Set<String> DATA_MAY_BE_ODD = Set.of("21", "44", "54", "P0");

    /// What to tell an operator of a failure that is not passing.
    static String reason(Throwable failure) {
        return of(failure) == OF_THE_DATA
                ? "refused by the database: " + failure.getMessage()
                : "cannot be persisted: " + failure;
    }

    static Fault of(Throwable failure) {
        return switch (failure) {
            case PgException refused -> of(refused.getSqlState());
            case CancellationException _ -> PASSING;
            // What code throws over data it did not expect. Clients of servers throw their own kinds.
            case IllegalArgumentException _,
                    IllegalStateException _,
                    ArithmeticException _,
                    ClassCastException _,
                    ConcurrentModificationException _,
                    DateTimeException _,
                    DecodeException _,
                    IndexOutOfBoundsException _,
                    MatchException _,
                    NoSuchElementException _,
                    NullPointerException _,
                    UncheckedIOException _,
                    UnsupportedOperationException _ -> DOUBTFUL;
            default -> PASSING;
        };
    }

    private static Fault of(String sqlState) {
        String kind = sqlState.substring(0, 2);
        if (DATA_DOES_NOT_FIT.contains(kind)) {
            return OF_THE_DATA;
        }
        return DATA_MAY_BE_ODD.contains(kind) ? DOUBTFUL : PASSING;
    }
}
