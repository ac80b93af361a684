package cn.chaoxue.identity;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/// Who may use a raw route, decided as `@RolesAllowed` decides it for endpoints.
@Singleton
public class RouteCallers {

    private final CallerTokens tokens;

    RouteCallers(CallerTokens tokens) {
        this.tokens = tokens;
    }

    /// The caller, who has the role; throws the problem to answer with otherwise.
    public Caller having(Role role, RoutingContext context) {
        return switch (tokens.of(context)) {
            case TokenState.Known(Caller caller) -> having(role, caller);
            case TokenState.Absent(), TokenState.Refused() -> throw unauthenticated();
            case TokenState.CrossSite() ->
                throw Problem.forbidden("csrf", "A request by cookie must carry X-Chaoxue-Session: cookie.");
        };
    }

    /// The same caller; throws the problem to answer with where it lacks the role.
    public static Caller having(Role role, Caller caller) {
        if (!caller.has(role)) {
            throw Problem.forbidden("role", "Your role does not allow this operation.");
        }
        return caller;
    }

    /// What nobody in particular is answered with.
    public static ProblemException unauthenticated() {
        return Problem.unauthenticated("A valid access token is required.");
    }
}
