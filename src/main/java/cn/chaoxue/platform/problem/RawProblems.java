package cn.chaoxue.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Gives raw routes the same answers to the same failures as every other endpoint.
@Singleton
public final class RawProblems {

    private final ObjectWriter json;

    RawProblems(com.fasterxml.jackson.databind.ObjectMapper mapper) {
        this.json = mapper.writerFor(Problem.class);
    }

    /// Ends the response with the failure's problem; does nothing where the client is gone.
    public void answer(HttpServerResponse response, Throwable failure) {
        if (response.ended() || response.closed()) {
            return;
        }
        ProblemException refusal = Refusals.of(failure);
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            response.putHeader("Retry-After", Long.toString(Refusals.retryAfterSeconds(retryAfter)));
        }
        response.setStatusCode(refusal.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(body(refusal));
    }

    /// The problem as JSON, for protocols without status codes.
    public Buffer body(Throwable failure) {
        return body(Refusals.of(failure));
    }

    private Buffer body(ProblemException refusal) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(refusal.problem()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
