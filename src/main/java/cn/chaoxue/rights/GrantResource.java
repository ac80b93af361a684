package cn.chaoxue.rights;

import cn.chaoxue.cadre.ReasonRequest;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.Units;
import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/// Administrators and delegated rights (A1.5, A1.6).
@Cancellable(false)
@Path("/api/v1/grants")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
@Tag(name = "Administrators")
class GrantResource {

    private final GrantService grants;
    private final WithdrawalService withdrawals;
    private final Holdings holdings;
    private final Units units;
    private final SharedClock clock;
    private final Caller caller;

    GrantResource(
            GrantService grants,
            WithdrawalService withdrawals,
            Holdings holdings,
            Units units,
            SharedClock clock,
            Caller caller) {
        this.grants = grants;
        this.withdrawals = withdrawals;
        this.holdings = holdings;
        this.units = units;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Rights in a subtree",
            description = "Those in effect. Without `unit`, over the caller's whole subtree.")
    @APIResponse(
            responseCode = "200",
            description = "A page of rights",
            content = @Content(schema = @Schema(implementation = HoldingsView.class)))
    public Uni<HoldingsView> beneath(
            @QueryParam("unit") @Parameter(description = "Unit id", example = "12") @Nullable Long unit,
            @QueryParam("after") @Min(0) @DefaultValue("0") @Parameter(description = "From `next`") long after,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit) {
        return found(unit == null ? caller.unit().id() : unit)
                .chain(at -> holdings.beneath(at.path(), after, limit + 1))
                .map(found -> HoldingsView.of(found, limit));
    }

    @POST
    @Operation(
            summary = "Give a right",
            description =
                    "To a cadre and over a unit, both in the caller's subtree: an administrator below the caller, or"
                            + " a delegated right (`liaison`, `database-admin`, `course-operator`, `report-viewer`), at most as"
                            + " long as the caller's own. `unmask` is given by who holds it, from above, to who keeps records"
                            + " there or below. It counts from the holder's next log-in, with a second factor.")
    @APIResponse(
            responseCode = "201",
            description = "Given",
            content = @Content(schema = @Schema(implementation = GivenView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: a field is missing or does not fit")
    @APIResponse(
            responseCode = "409",
            description = "`conflict`, reason `role-level`, `superior-needed`, `beyond-own-term`, `own-account`,"
                    + " `not-held`, `holder-unmasks` (a password for who sees in clear comes from who does too, for as long),"
                    + " `keeps-no-records`, `held-already`, `one-time-password-needed` (the password there is comes from"
                    + " the record, or from somebody who could not give this right), or `account-state`")
    public Uni<Response> give(@NotNull @Valid GrantRequest request, @Context RoutingContext context) {
        if (request.endsAt() != null && !request.endsAt().isAfter(clock.instant())) {
            throw Problem.invalid("endsAt", "must lie ahead");
        }
        return grants.give(caller, request, caller.origin(context))
                .map(GrantProblems::done)
                .chain(done -> holdings.one(done.id()).map(grant -> new GivenView(grant, done.password())))
                .map(given ->
                        Response.status(Response.Status.CREATED).entity(given).build());
    }

    @POST
    @Path("{id}/withdrawal")
    @Operation(
            summary = "Withdraw a right",
            description =
                    "It is void everywhere within five seconds; so is `unmask` where no records are kept any more."
                            + " At the centre, where nobody stands above, `unmask` is withdrawn by any administrator of it.")
    @APIResponse(responseCode = "204", description = "Withdrawn")
    @APIResponse(responseCode = "400", description = "`invalid-request`: no reason")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `superior-needed`")
    public Uni<Void> withdraw(
            @PathParam("id") long id, @NotNull @Valid ReasonRequest request, @Context RoutingContext context) {
        return withdrawals
                .withdraw(caller, id, request.reason().strip(), caller.origin(context))
                .map(GrantProblems::done)
                .replaceWithVoid();
    }

    private Uni<Unit> found(long id) {
        return units.findFor(caller, id).map(unit -> unit.orElseThrow(Problem::notFound));
    }
}
