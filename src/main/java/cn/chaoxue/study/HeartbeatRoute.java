package cn.chaoxue.study;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import cn.chaoxue.platform.problem.RawProblems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// `POST /api/v1/study/heartbeats` as a raw route: in trials 0.68 of the plainest endpoint's rate, against 0.5 as a
/// quarkus-rest method (docs/adr/0010). Authentication, errors and documents are those of every other endpoint.
@Singleton
class HeartbeatRoute {

    static final String PATH = "/api/v1/study/heartbeats";
    /// After the headers that protect browsers, before what only quarkus-rest endpoints need.
    private static final int BEHIND_PROTECTIONS = -999;
    private static final int MAX_BODY_BYTES = 16 * 1024;
    private static final String JSON = "application/json";

    private final HeartbeatExchange exchange;
    private final StudyCallers callers;
    private final Pacing pacing;
    private final RawProblems problems;

    HeartbeatRoute(HeartbeatExchange exchange, StudyCallers callers, Pacing pacing, RawProblems problems) {
        this.pacing = pacing;
        this.exchange = exchange;
        this.callers = callers;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.post(PATH).order(BEHIND_PROTECTIONS).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        try {
            if (pacing.mustShed()) {
                // Before anything is read: a refusal must cost next to nothing.
                throw pacing.refusal();
            }
            Caller caller = callers.learner(context);
            requireJson(context.request());
            readBody(context, body -> answer(caller, body, context.response()));
        } catch (ProblemException refusal) {
            problems.answer(context.response(), refusal);
            context.request().resume();
        }
    }

    private void answer(Caller caller, Buffer body, HttpServerResponse response) {
        exchange.answer(caller, body.getBytes())
                .onSuccess(answer -> send(response, answer))
                .onFailure(failure -> problems.answer(response, pacing.unhurried(failure)));
    }

    private static void send(HttpServerResponse response, String answer) {
        if (!response.closed()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(answer);
        }
    }

    private static void requireJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.regionMatches(true, 0, JSON, 0, JSON.length())) {
            throw Problem.unsupportedMediaType(JSON);
        }
    }

    private void readBody(RoutingContext context, java.util.function.Consumer<Buffer> whole) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer(512);
        request.handler(chunk -> {
            // Once over the limit the rest is read and dropped, so that the connection stays usable.
            if (body.length() <= MAX_BODY_BYTES) {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> {
            if (body.length() > MAX_BODY_BYTES) {
                problems.answer(context.response(), Problem.payloadTooLarge(MAX_BODY_BYTES));
            } else {
                whole.accept(body);
            }
        });
        // Quarkus pauses requests until someone reads them.
        request.resume();
    }
}
