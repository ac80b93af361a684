package cn.chaoxue.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The one place that knows how a failure looks over HTTP. Every answer is a [Problem]; a stack trace never leaves.
public final class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    Response refusal(ProblemException refusal) {
        return respond(refusal);
    }

    @ServerExceptionMapper
    Response unavailable(Unavailable failure) {
        LOG.warnf("unavailable: %s (%s)", failure.getMessage(), failure.getCause());
        return respond(Problem.overloaded("Temporarily unavailable; nothing was lost.", failure.retryAfter()));
    }

    @ServerExceptionMapper(priority = 1)
    Response unauthenticated(UnauthorizedException failure) {
        return respond(Problem.unauthenticated("A valid access token is required."));
    }

    @ServerExceptionMapper(priority = 1)
    Response badCredentials(AuthenticationFailedException failure) {
        return respond(Problem.unauthenticated("A valid access token is required."));
    }

    @ServerExceptionMapper(priority = 1)
    Response forbidden(ForbiddenException failure) {
        return respond(Problem.forbidden("role", "Your role does not allow this operation."));
    }

    @ServerExceptionMapper(priority = 1)
    Response invalid(ConstraintViolationException failure) {
        return respond(Problem.invalid(failure.getConstraintViolations().stream()
                .map(v -> new Problem.FieldError(lastNode(v.getPropertyPath()), v.getMessage()))
                .toList()));
    }

    @ServerExceptionMapper(priority = 1)
    Response mismatched(JsonMappingException failure) {
        return respond(Problem.invalid(JsonErrors.field(failure), JsonErrors.expected(failure)));
    }

    /// Quarkus brings a mapper of its own for this narrower type; ours must be as narrow to win.
    @ServerExceptionMapper(priority = 1)
    Response mismatched(MismatchedInputException failure) {
        return mismatched((JsonMappingException) failure);
    }

    @ServerExceptionMapper(priority = 1)
    Response malformed(JsonProcessingException failure) {
        return respond(Problem.invalid("body", "not well-formed JSON: " + failure.getOriginalMessage()));
    }

    @ServerExceptionMapper
    Response web(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonMappingException json) {
            return mismatched(json);
        }
        if (failure.getCause() instanceof JsonProcessingException json) {
            return malformed(json);
        }
        Kind kind = Kind.ofStatus(failure.getResponse().getStatus());
        return respond(new ProblemException(kind, kind.title() + ".", null, null, null));
    }

    @ServerExceptionMapper
    Response anything(Throwable failure) {
        if (Failures.isPassing(failure)) {
            LOG.warnf("dependency unavailable: %s", Failures.rootOf(failure));
            return respond(Problem.overloaded("Temporarily unavailable; nothing was lost.", Duration.ofSeconds(2)));
        }
        LOG.error("unexpected failure", failure);
        return respond(new ProblemException(
                Kind.INTERNAL_ERROR, "Something went wrong on our side; quote the trace id.", null, null, null));
    }

    /// Renders a refusal; `Retry-After` carries up to one extra second of jitter so that clients do not return in step.
    static Response respond(ProblemException refusal) {
        Response.ResponseBuilder answer =
                Response.status(refusal.status()).type(Problem.MEDIA_TYPE).entity(refusal.problem());
        if (refusal.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            answer.header("WWW-Authenticate", "Bearer");
        }
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            answer.header(
                    "Retry-After",
                    retryAfter.toSeconds() + ThreadLocalRandom.current().nextInt(2));
        }
        return answer.build();
    }

    private static String lastNode(Path path) {
        String last = "";
        for (Path.Node node : path) {
            last = node.toString();
        }
        return last;
    }
}
