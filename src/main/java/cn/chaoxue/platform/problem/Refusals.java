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
    /// An outage fails every request alike: one line a second tells as much as thousands, and costs no throughput.
    private static final NowAndThen UNAVAILABLE = new NowAndThen("unavailable");
    /// The client's mistake, unless a service of ours makes such values: then this line is what tells.
    private static final NowAndThen UNKEEPABLE = new NowAndThen("refused by the database as unkeepable");

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
        UNAVAILABLE.log(failure.getMessage() + " (" + failure.getCause() + ")");
        return Problem.overloaded("Temporarily unavailable; nothing was lost.", failure.retryAfter());
    }

    private static ProblemException ofUnexpected(Throwable failure) {
        if (Failures.isPassing(failure)) {
            UNAVAILABLE.log(Failures.rootOf(failure).toString());
            return Problem.overloaded("Temporarily unavailable; nothing was lost.", SOON);
        }
        String unkeepable = Failures.unkeepable(failure);
        if (unkeepable != null) {
            // Its message would quote the value.
            UNKEEPABLE.log("SQLSTATE " + unkeepable);
            return Problem.invalid("request", "holds a character or a day that cannot be kept");
        }
        LOG.error("unexpected failure", failure);
        return new ProblemException(
                Kind.INTERNAL_ERROR, "Something went wrong on our side; quote the trace id.", null, null, null);
    }
}
