package cn.chaoxue.identity;

import cn.chaoxue.platform.overload.Carries;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// The second step of a staff login.
@Carries(Traffic.LOGIN)
@Cancellable(false)
@Path("/api/v1/auth/second-factor")
@Tag(name = "Login")
class FactorResource {

    private final FactorService factors;
    private final CallerTokens tokens;
    private final LoginAnswer answer;

    FactorResource(FactorService factors, CallerTokens tokens, LoginAnswer answer) {
        this.factors = factors;
        this.tokens = tokens;
        this.answer = answer;
    }

    @POST
    @RolesAllowed(Role.Names.SECOND_FACTOR)
    @Operation(
            summary = "Show the second factor",
            description = "With the token of a login that answered `mustPresentSecondFactor`: a code of the"
                    + " authenticator app (one step of 30 s either way) or a recovery code. Each is taken once.")
    @APIResponse(
            responseCode = "200",
            description = "The whole login, in the body or in cookies",
            content = @Content(schema = @Schema(implementation = LoginView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: the code does not match, or was used before")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid token; log in again")
    @APIResponse(responseCode = "403", description = "`forbidden`: another kind of token, or reason `csrf`")
    @APIResponse(
            responseCode = "409",
            description = "`conflict`, reason `second-factor-locked`: a unit above resets it")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: too many wrong codes; see Retry-After")
    public Uni<Response> present(@NotNull @Valid FactorCodeRequest request, @Context RoutingContext context) {
        Session session = tokens.sessionOf(context).orElseThrow(() -> Problem.unauthenticated("Log in again."));
        return factors.present(session, request.code(), Arrival.of(context)).map(outcome -> {
            if (outcome instanceof FactorOutcome.Passed(Grant login)) {
                return answer.of(context, login);
            }
            throw FactorProblems.of(outcome);
        });
    }
}
