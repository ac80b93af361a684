package cn.chaoxue.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/// What a failure is to the client: a passing one (503, come again), its own mistake, or a defect of ours (500).
final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final AtomicLong LAST_LOGGED = new AtomicLong(System.nanoTime() - 2 * SECOND_NANOS);
    private static final LongAdder UNLOGGED = new LongAdder();

    private Refusals() {}

    static ProblemException of(Throwable failure) {
        return switch (failure) {
            case ProblemException refusal -> refusal;
            case Unavailable unavailable -> of(unavailable);
            case JsonMappingException mismatch ->
                Problem.invalid(JsonErrors.field(mismatch), JsonErrors.expected(mismatch));
            case JsonProcessingException malformed -> Problem.invalid("body", JsonErrors.place(malformed));
            default -> ofUnexpected(failure);
        };
    }

    /// Seconds for `Retry-After`, with up to one more of jitter so that clients do not return in step.
    static long retryAfterSeconds(Duration retryAfter) {
        return retryAfter.toSeconds() + ThreadLocalRandom.current().nextInt(2);
    }

    private static ProblemException of(Unavailable failure) {
        logNowAndThen(failure.getMessage() + " (" + failure.getCause() + ")");
        return Problem.overloaded("Temporarily unavailable; nothing was lost.", failure.retryAfter());
    }

    /// An outage fails every request alike: one line a second tells as much as thousands, and costs no throughput.
    private static void logNowAndThen(String what) {
        UNLOGGED.increment();
        long now = System.nanoTime();
        long last = LAST_LOGGED.get();
        if (now - last > SECOND_NANOS && LAST_LOGGED.compareAndSet(last, now)) {
            LOG.warnf("unavailable (%d×): %s", UNLOGGED.sumThenReset(), what);
        }
    }

    private static ProblemException ofUnexpected(Throwable failure) {
        if (Failures.isPassing(failure)) {
            logNowAndThen(Failures.rootOf(failure).toString());
            return Problem.overloaded("Temporarily unavailable; nothing was lost.", SOON);
        }
        if (Failures.isUnkeepable(failure)) {
            return Problem.invalid("request", "holds a character or a day that cannot be kept");
        }
        LOG.error("unexpected failure", failure);
        return new ProblemException(
                Kind.INTERNAL_ERROR, "Something went wrong on our side; quote the trace id.", null, null, null);
    }
}
