package cn.chaoxue.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The one place that knows how a failure looks over HTTP. Every answer is a [Problem]; a stack trace never leaves.
public final class ProblemMapper {

    @ServerExceptionMapper
    Response refusal(ProblemException refusal) {
        return respond(refusal);
    }

    @ServerExceptionMapper
    Response unavailable(Unavailable failure) {
        return respond(Refusals.of(failure));
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
        return respond(Refusals.of(failure));
    }

    /// Quarkus brings a mapper of its own for this narrower type; ours must be as narrow to win.
    @ServerExceptionMapper(priority = 1)
    Response mismatched(MismatchedInputException failure) {
        return mismatched((JsonMappingException) failure);
    }

    @ServerExceptionMapper(priority = 1)
    Response malformed(JsonProcessingException failure) {
        return respond(Refusals.of(failure));
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
    Response notFound(NotFoundException failure, UriInfo uri) {
        return respond(MalformedParameter.in(failure, uri.getQueryParameters()).orElseGet(Problem::notFound));
    }

    @ServerExceptionMapper
    Response anything(Throwable failure) {
        return respond(Refusals.of(failure));
    }

    /// Renders a refusal.
    static Response respond(ProblemException refusal) {
        Response.ResponseBuilder answer =
                Response.status(refusal.status()).type(Problem.MEDIA_TYPE).entity(refusal.problem());
        if (refusal.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            answer.header("WWW-Authenticate", "Bearer");
        }
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            answer.header("Retry-After", Refusals.retryAfterSeconds(retryAfter));
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
