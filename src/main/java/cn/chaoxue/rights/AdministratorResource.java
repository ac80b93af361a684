package cn.chaoxue.rights;

import cn.chaoxue.cadre.ReasonRequest;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// Accounts of those who answer for others, in the hands of a unit above everything they answer for (A1.6).
@Cancellable(false)
@Path("/api/v1/administrators/{id}")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@APIResponse(responseCode = "404", description = "`not-found`: absent, holds no right, or outside the caller's subtree")
@APIResponse(
        responseCode = "409",
        description = "`conflict`, reason `own-account`, `superior-needed`, `holder-unmasks` (who sees in clear is"
                + " reset by who does too, for as long), or `account-state`")
@Tag(name = "Administrators")
class AdministratorResource {

    private final AdministratorService administrators;
    private final Caller caller;

    AdministratorResource(AdministratorService administrators, Caller caller) {
        this.administrators = administrators;
        this.caller = caller;
    }

    @POST
    @Path("reset")
    @Operation(
            summary = "Reset an administrator's account",
            description =
                    "Every log-in ends within five seconds. The password answered is good for one log-in, which must"
                            + " change it and set up a second factor anew.")
    @APIResponse(
            responseCode = "200",
            description = "The one-time password",
            content = @Content(schema = @Schema(implementation = ResetView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: no reason")
    public Uni<ResetView> reset(
            @PathParam("id") long id, @NotNull @Valid ReasonRequest request, @Context RoutingContext context) {
        return reset(id, "account.reset", request.reason().strip(), context);
    }

    @POST
    @Path("leak")
    @Operation(
            summary = "A password may have leaked",
            description = "The same at one click, without more words: who suspects a leak does not look for a reason.")
    @APIResponse(
            responseCode = "200",
            description = "The one-time password",
            content = @Content(schema = @Schema(implementation = ResetView.class)))
    public Uni<ResetView> leak(@PathParam("id") long id, @Context RoutingContext context) {
        return reset(id, "account.leak", "suspected leak", context);
    }

    @POST
    @Path("second-factor/reset")
    @Operation(
            summary = "Reset a second factor",
            description = "For a lost device: every log-in ends, and the next one sets up a second factor anew.")
    @APIResponse(responseCode = "204", description = "Done")
    @APIResponse(responseCode = "400", description = "`invalid-request`: no reason")
    public Uni<Void> resetFactor(
            @PathParam("id") long id, @NotNull @Valid ReasonRequest request, @Context RoutingContext context) {
        return administrators
                .resetFactor(caller, id, request.reason().strip(), caller.origin(context))
                .map(GrantProblems::done)
                .replaceWithVoid();
    }

    private Uni<ResetView> reset(long id, String action, String reason, RoutingContext context) {
        return administrators
                .reset(caller, id, action, reason, caller.origin(context))
                .map(GrantProblems::done)
                .map(done -> new ResetView(Objects.requireNonNull(done.password())));
    }
}
