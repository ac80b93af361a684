package cn.chaoxue.live;

import cn.chaoxue.platform.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Refuses on a raw route in the same words as everywhere else.
@Singleton
class ProblemAnswer {

    private final ObjectMapper json;

    ProblemAnswer(ObjectMapper json) {
        this.json = json;
    }

    void send(RoutingContext request, ProblemException refusal) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            // Up to two extra seconds, so that clients do not return in step.
            long seconds = retryAfter.toSeconds() + ThreadLocalRandom.current().nextInt(3);
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        response.setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(body(refusal));
    }

    private Buffer body(ProblemException refusal) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(refusal.problem()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem that cannot be written", e);
        }
    }
}
