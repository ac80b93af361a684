package cn.chaoxue.study;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.CallerTokens;
import cn.chaoxue.identity.CallerTokens.Pass;
import cn.chaoxue.identity.Role;
import cn.chaoxue.identity.RouteCallers;
import cn.chaoxue.platform.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/// Who may study, decided for raw routes as `@RolesAllowed` decides it for the others.
@Singleton
class StudyCallers {

    private static final String SUBPROTOCOL = "bearer,";

    private final RouteCallers callers;
    private final CallerTokens tokens;

    StudyCallers(RouteCallers callers, CallerTokens tokens) {
        this.callers = callers;
        this.tokens = tokens;
    }

    /// The learner who calls; throws the problem to answer with otherwise.
    Caller learner(RoutingContext context) {
        return callers.having(Role.LEARNER, context);
    }

    /// Who opens a WebSocket, by subprotocol or as above: asked with every frame, it yields the learner, or throws
    /// once the token has ended. A browser sends cookies along wherever the page came from and asks for no
    /// permission, so a page must come from this very host.
    Supplier<Caller> learnerOnSocket(RoutingContext context) {
        String protocols = context.request().getHeader("Sec-WebSocket-Protocol");
        if (protocols != null && protocols.startsWith(SUBPROTOCOL)) {
            String token = protocols.substring(SUBPROTOCOL.length()).strip();
            return shown(tokens.passOf(token));
        }
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !origin.endsWith("//" + context.request().getHeader(HttpHeaders.HOST))) {
            throw Problem.forbidden("csrf", "A page of another site may not open this socket.");
        }
        return shown(tokens.passOf(context));
    }

    private static Supplier<Caller> shown(Optional<Pass> presented) {
        Pass pass = presented.orElseThrow(RouteCallers::unauthenticated);
        return () -> RouteCallers.having(Role.LEARNER, pass.show().orElseThrow(RouteCallers::unauthenticated));
    }
}
