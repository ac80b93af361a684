package cn.chaoxue.identity;

import cn.chaoxue.platform.overload.Carries;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// The own password, by whoever knows it.
@Carries(Traffic.LOGIN)
@Cancellable(false)
@Path("/api/v1/auth/password")
@RolesAllowed({Role.Names.SIGNED_IN, Role.Names.CHANGE_PASSWORD})
@Tag(name = "Login")
class PasswordResource {

    private final PasswordService passwords;
    private final CallerTokens tokens;
    private final LoginAnswer answer;

    PasswordResource(PasswordService passwords, CallerTokens tokens, LoginAnswer answer) {
        this.passwords = passwords;
        this.tokens = tokens;
        this.answer = answer;
    }

    @PUT
    @Operation(
            summary = "Change my password",
            description = "Ends all other logins of the account within seconds. This one goes on: a web session gets a"
                    + " new cookie, a program refreshes.")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(
            responseCode = "400",
            description = "`invalid-request`: the current password is wrong or the new one breaks the policy")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: an activation token, or reason `csrf`")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: too many wrong passwords; see Retry-After")
    @APIResponse(responseCode = "503", description = "`overloaded`: the password queue is full; see Retry-After")
    public Uni<Response> changePassword(@NotNull @Valid PasswordRequest request, @Context RoutingContext context) {
        Session session = tokens.sessionOf(context).orElseThrow(() -> Problem.unauthenticated("Log in again."));
        return passwords
                .change(
                        session,
                        request.currentPassword(),
                        request.newPassword(),
                        context.request().remoteAddress().hostAddress())
                .map(change -> switch (change) {
                    case PasswordChange.Changed(Grant grant) -> answer.changed(context, grant);
                    case PasswordChange.WrongCurrent() -> throw Problem.invalid("currentPassword", "does not match");
                    case PasswordChange.Unfit(String objection) -> throw Problem.invalid("newPassword", objection);
                    case PasswordChange.Braked(var wait) -> throw Problem.tooManyRequests(wait.plusSeconds(1));
                });
    }
}
