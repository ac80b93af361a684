package cn.chaoxue.study;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import cn.chaoxue.platform.problem.RawProblems;
import cn.chaoxue.platform.shutdown.Leaving;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// WebSocket `/api/v1/study/live`: heartbeats as text frames, one answer per frame, in order. The access token comes as
/// bearer header, as `Sec-WebSocket-Protocol: bearer, <token>`, or as our own pages' cookie; never in the address.
@Singleton
class LiveStudyRoute {

    static final String PATH = "/api/v1/study/live";

    private static final Logger LOG = Logger.getLogger(LiveStudyRoute.class);

    private final HeartbeatExchange exchange;
    private final StudyCallers callers;
    private final RawProblems problems;
    private final StudyConfig config;
    private final OpenSockets sockets;
    private final Leaving leaving;

    LiveStudyRoute(
            HeartbeatExchange exchange,
            StudyCallers callers,
            RawProblems problems,
            StudyConfig config,
            OpenSockets sockets,
            Leaving leaving) {
        this.exchange = exchange;
        this.callers = callers;
        this.problems = problems;
        this.config = config;
        this.sockets = sockets;
        this.leaving = leaving;
    }

    void register(@Observes Router router) {
        router.get(PATH).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        try {
            requireUpgrade(context.request());
            leaving.requireStaying();
            Supplier<Caller> caller = callers.learnerOnSocket(context);
            Caller learner = caller.get();
            LOG.debugf("learner %d opens a study socket", learner.id());
            sockets.admit();
            upgrade(context, caller);
        } catch (ProblemException refusal) {
            problems.answer(context.response(), refusal);
        }
    }

    private void upgrade(RoutingContext context, Supplier<Caller> caller) {
        Future.succeededFuture()
                .compose(_ -> context.request().toWebSocket())
                .onSuccess(socket -> open(socket, caller))
                .onFailure(failure -> turnAway(context, failure));
    }

    private void turnAway(RoutingContext context, Throwable failure) {
        sockets.left();
        problems.answer(context.response(), failure);
    }

    private void open(ServerWebSocket socket, Supplier<Caller> caller) {
        sockets.add(socket)
                .ifPresent(here ->
                        new LiveStudySession(here, caller, exchange, problems, config.framesInFlight()).begin());
    }

    private static void requireUpgrade(HttpServerRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            throw Problem.invalid("Upgrade", "expected a WebSocket handshake");
        }
        // The end of such a handshake is never told, and its place would be kept for ever.
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean empty = length == null || length.equals("0");
        if (!empty || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
            throw Problem.invalid("body", "a WebSocket handshake has none");
        }
    }
}
