package cn.chaoxue.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/// What a failure is to the client: a passing one (503, come again), its own mistake, or a defect of ours (500).
final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final Duration SOON = Duration.ofSeconds(2);

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
        LOG.warnf("unavailable: %s (%s)", failure.getMessage(), failure.getCause());
        return Problem.overloaded("Temporarily unavailable; nothing was lost.", failure.retryAfter());
    }

    private static ProblemException ofUnexpected(Throwable failure) {
        if (Failures.isPassing(failure)) {
            LOG.warnf("dependency unavailable: %s", Failures.rootOf(failure));
            return Problem.overloaded("Temporarily unavailable; nothing was lost.", SOON);
        }
        LOG.error("unexpected failure", failure);
        return new ProblemException(
                Kind.INTERNAL_ERROR, "Something went wrong on our side; quote the trace id.", null, null, null);
    }
}
