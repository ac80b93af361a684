package cn.chaoxue.cadre;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// The account that comes with a record, in the hands of its superiors (A1.6).
@Cancellable(false)
@Path("/api/v1/cadres/{id}/account")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(
        responseCode = "200",
        description = "The record as it is now",
        content = @Content(schema = @Schema(implementation = CadreView.class)))
@APIResponse(responseCode = "400", description = "`invalid-request`: no reason")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
@APIResponse(
        responseCode = "409",
        description = "`conflict`, reason `own-account`, `superior-needed` (who answers for the caller's own unit),"
                + " `staff-account` (a reset: theirs hands out a one-time password), `account-state`, or `retired`"
                + " (enabling: a return comes first)")
@Tag(name = "Cadres")
class CadreAccountResource {

    private final AccountService accounts;
    private final CadreRepository cadres;
    private final Caller caller;

    CadreAccountResource(AccountService accounts, CadreRepository cadres, Caller caller) {
        this.accounts = accounts;
        this.cadres = cadres;
        this.caller = caller;
    }

    @POST
    @Path("disablement")
    @Operation(summary = "Disable an account", description = "Its log-ins end everywhere within five seconds.")
    public Uni<CadreView> disable(
            @PathParam("id") long id, @NotNull @Valid ReasonRequest request, @Context RoutingContext context) {
        return act(AccountAct.DISABLE, id, request, context);
    }

    @POST
    @Path("enablement")
    @Operation(summary = "Enable a disabled account", description = "It signs in as before it was disabled.")
    public Uni<CadreView> enable(
            @PathParam("id") long id, @NotNull @Valid ReasonRequest request, @Context RoutingContext context) {
        return act(AccountAct.ENABLE, id, request, context);
    }

    @POST
    @Path("reset")
    @Operation(
            summary = "Reset an account",
            description = "For a password that is forgotten or may have leaked: it is void, all log-ins end within five"
                    + " seconds, and the account is activated anew with the mobile number.")
    public Uni<CadreView> reset(
            @PathParam("id") long id, @NotNull @Valid ReasonRequest request, @Context RoutingContext context) {
        return act(AccountAct.RESET, id, request, context);
    }

    private Uni<CadreView> act(AccountAct act, long id, ReasonRequest request, RoutingContext context) {
        String path = caller.unit().path();
        return accounts.act(act, id, path, request.reason().strip(), caller.origin(context))
                .invoke(CadreAccountResource::refuse)
                .chain(() -> cadres.view(id, path))
                .map(found -> found.orElseThrow(Problem::notFound));
    }

    private static void refuse(AccountOutcome outcome) {
        switch (outcome) {
            case AccountOutcome.Done() -> {}
            case AccountOutcome.Absent() -> throw Problem.notFound();
            case AccountOutcome.Own() ->
                throw Problem.conflict("own-account", "Your own account is kept by the unit above.");
            case AccountOutcome.Staff() ->
                throw Problem.conflict(
                        "staff-account", "Administrators and liaisons are reset with a one-time password.");
            case AccountOutcome.Peer() ->
                throw Problem.conflict("superior-needed", "Who answers for your own unit is kept by the unit above.");
            case AccountOutcome.Unfit() ->
                throw Problem.conflict("account-state", "The account is disabled already, or is not.");
            case AccountOutcome.Retired() ->
                throw Problem.conflict("retired", "The person is retired; a return enables the account.");
        }
    }
}
