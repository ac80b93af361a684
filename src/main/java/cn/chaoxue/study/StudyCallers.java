package cn.chaoxue.study;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.CallerTokens;
import cn.chaoxue.identity.Role;
import cn.chaoxue.identity.TokenState;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/// Who may study, decided for raw routes as `@RolesAllowed` decides it for the others.
@Singleton
class StudyCallers {

    private final CallerTokens tokens;

    StudyCallers(CallerTokens tokens) {
        this.tokens = tokens;
    }

    /// The learner who calls; throws the problem to answer with otherwise.
    Caller learner(RoutingContext context) {
        return switch (tokens.of(context)) {
            case TokenState.Known(Caller caller) -> learner(caller);
            case TokenState.Absent(), TokenState.Refused() -> throw unauthenticated();
            case TokenState.CrossSite() ->
                throw Problem.forbidden("csrf", "A request by cookie must carry X-Chaoxue-Session: cookie.");
        };
    }

    /// The learner a raw token stands for.
    Caller learner(String token) {
        return learner(tokens.verify(token).orElseThrow(StudyCallers::unauthenticated));
    }

    private static Caller learner(Caller caller) {
        if (!caller.has(Role.LEARNER)) {
            throw Problem.forbidden("role", "Your role does not allow this operation.");
        }
        return caller;
    }

    private static ProblemException unauthenticated() {
        return Problem.unauthenticated("A valid access token is required.");
    }
}
