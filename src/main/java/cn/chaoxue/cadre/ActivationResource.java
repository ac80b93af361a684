package cn.chaoxue.cadre;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.LoginAnswer;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.overload.Carries;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// My own record and its confirmation.
@Carries(Traffic.LOGIN)
@Path("/api/v1/me/activation")
@Tag(name = "Me")
class ActivationResource {

    private final CadreRepository cadres;
    private final ActivationService activations;
    private final LoginAnswer answer;
    private final Caller caller;

    ActivationResource(CadreRepository cadres, ActivationService activations, LoginAnswer answer, Caller caller) {
        this.cadres = cadres;
        this.activations = activations;
        this.answer = answer;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.Names.ANY)
    @Operation(
            summary = "My activation",
            description = "State and my record, masked. The unit's name is the one in my token.")
    @APIResponse(responseCode = "200", description = "State and record")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "404", description = "`not-found`: this account has no cadre record")
    public Uni<ActivationView> activation() {
        Caller.CallerUnit unit = caller.unit();
        UnitRef ref = new UnitRef(unit.id(), unit.name(), unit.path());
        return cadres.find(caller.id())
                .map(found -> found.orElseThrow(Problem::notFound))
                .map(cadre -> ActivationView.of(cadre, ref));
    }

    @POST
    @Path("confirmation")
    @RolesAllowed(Role.Names.ACTIVATE)
    @Operation(
            summary = "Confirm my record",
            description = "Sets my password and activates the account; the initial password is void from then on."
                    + " Answers like a login, with full tokens in body or cookies.")
    @APIResponse(
            responseCode = "200",
            description = "Active; tokens as at login",
            content = @Content(schema = @Schema(ref = "Login")))
    @APIResponse(responseCode = "400", description = "`invalid-request`: the password breaks the policy")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid activation token")
    @APIResponse(responseCode = "403", description = "`forbidden`: not an activation token, or reason `csrf`")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `already-active`")
    @APIResponse(responseCode = "503", description = "`overloaded`: the password queue is full; see Retry-After")
    public Uni<Response> confirm(@NotNull @Valid ConfirmationRequest request, @Context RoutingContext context) {
        return activations
                .confirm(caller.unit().id(), request.newPassword(), caller.origin(context))
                .map(outcome -> switch (outcome) {
                    case ActivationOutcome.Activated(var grant) -> answer.of(context, grant);
                    case ActivationOutcome.AlreadyActive() ->
                        throw Problem.conflict("already-active", "The account is active; log in with your password.");
                    case ActivationOutcome.Unfit(String objection) -> throw Problem.invalid("newPassword", objection);
                });
    }
}
