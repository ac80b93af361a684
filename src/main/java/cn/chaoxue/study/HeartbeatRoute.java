package cn.chaoxue.study;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.http.JsonBody;
import cn.chaoxue.platform.problem.ProblemException;
import cn.chaoxue.platform.problem.RawProblems;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
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

    private final HeartbeatExchange exchange;
    private final StudyCallers callers;
    private final Pacing pacing;
    private final JsonBody bodies;
    private final RawProblems problems;

    HeartbeatRoute(
            HeartbeatExchange exchange, StudyCallers callers, Pacing pacing, JsonBody bodies, RawProblems problems) {
        this.pacing = pacing;
        this.exchange = exchange;
        this.callers = callers;
        this.bodies = bodies;
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
            bodies.read(context, MAX_BODY_BYTES, body -> answer(caller, body, context.response()));
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
            response.putHeader(HttpHeaders.CONTENT_TYPE, JsonBody.TYPE).end(answer);
        }
    }
}
