package cn.chaoxue.live;

import cn.chaoxue.identity.CallerTokens;
import cn.chaoxue.platform.http.Cutting;
import cn.chaoxue.platform.overload.Overload;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import cn.chaoxue.platform.problem.RawProblems;
import cn.chaoxue.platform.shutdown.Leaving;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/// `GET /api/v1/campaigns/{id}/live`, server-sent events (A4.5). A raw route, because a board must see whether its
/// reader keeps up: a value that cannot be written now is replaced by a later one, never queued. Documented in
/// [LiveApiFilter].
@Singleton
class BoardRoute {

    private static final Duration LATER = Duration.ofSeconds(10);

    private final Overload overload;
    private final Leaving leaving;
    private final CallerTokens tokens;
    private final BoardHub hub;
    private final Watchers watchers;
    private final BoardMetrics metrics;
    private final LiveConfig config;
    private final RawProblems problems;

    BoardRoute(
            Overload overload,
            Leaving leaving,
            CallerTokens tokens,
            BoardHub hub,
            Watchers watchers,
            BoardMetrics metrics,
            LiveConfig config,
            RawProblems problems) {
        this.overload = overload;
        this.leaving = leaving;
        this.tokens = tokens;
        this.hub = hub;
        this.watchers = watchers;
        this.metrics = metrics;
        this.config = config;
        this.problems = problems;
    }

    void register(@Observes Router router) {
        router.get("/api/v1/campaigns/:campaign/live").handler(this::watch);
    }

    private void watch(RoutingContext request) {
        try {
            if (overload.sheds(Traffic.BOARDS)) {
                throw overload.refusal(Traffic.BOARDS);
            }
            leaving.requireStaying();
            BoardRequest asked = BoardRequest.of(request, tokens);
            if (!metrics.admit(config.maxWatchers())) {
                throw Problem.overloaded("Too many boards are open here; try again.", LATER);
            }
            open(request, asked);
        } catch (ProblemException refusal) {
            problems.answer(request.response(), refusal);
        }
    }

    /// From here on the watcher is counted in; every way out counts it out once.
    private void open(RoutingContext request, BoardRequest asked) {
        ContextInternal context = (ContextInternal) request.vertx().getOrCreateContext();
        hub.open(asked.key(), asked.seenVersion())
                .emitOn(task -> context.runOnContext(_ -> task.run()))
                .subscribe()
                .with(found -> begin(request, context, asked, found), failure -> refuse(request, failure));
    }

    private void begin(RoutingContext request, ContextInternal context, BoardRequest asked, Optional<Board> found) {
        Optional<Frame> visible = found.map(Board::frame).filter(frame -> frame.visibleTo(asked.caller()));
        HttpServerResponse response = request.response();
        if (visible.isEmpty() || response.closed() || leaving.begun()) {
            found.ifPresent(Board::leave);
            refuse(request, leaving.begun() ? leaving.refusal() : Problem.notFound());
            return;
        }
        Watcher watcher =
                new Watcher(found.orElseThrow(), visible.get(), request.request(), stillAllowed(request), metrics);
        try {
            serve(request, context, watcher);
        } catch (RuntimeException failure) {
            watchers.remove(context, watcher);
            watcher.end();
            giveUp(request, failure);
        }
    }

    private void serve(RoutingContext request, ContextInternal context, Watcher watcher) {
        HttpServerResponse response = request.response();
        SlowReaders.bound(request.request().connection(), config.writeQueueBytes());
        prepare(response);
        response.closeHandler(_ -> watchers.remove(context, watcher));
        response.endHandler(_ -> watchers.remove(context, watcher));
        response.exceptionHandler(_ -> watchers.remove(context, watcher));
        watchers.add(context, watcher);
    }

    private void giveUp(RoutingContext request, Throwable failure) {
        if (request.response().headWritten()) {
            Cutting.cut(request.request());
        } else {
            problems.answer(request.response(), failure);
        }
    }

    /// An open stream must not outlive what opened it: expiry, revocation and a unit that moves out of reach
    /// end it.
    private Predicate<Frame> stillAllowed(RoutingContext request) {
        Optional<CallerTokens.Pass> presented = tokens.passOf(request);
        return frame -> presented
                .flatMap(CallerTokens.Pass::show)
                .filter(frame::visibleTo)
                .isPresent();
    }

    private void prepare(HttpServerResponse response) {
        response.setChunked(true).setWriteQueueMaxSize(config.writeQueueBytes());
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream;charset=UTF-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform")
                // Compression would hold events back, and proxies must not gather them either.
                .putHeader(HttpHeaders.CONTENT_ENCODING, "identity")
                .putHeader("X-Accel-Buffering", "no");
    }

    private void refuse(RoutingContext request, Throwable failure) {
        metrics.left();
        problems.answer(request.response(), failure);
    }
}
