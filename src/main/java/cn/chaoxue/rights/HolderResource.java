package cn.chaoxue.rights;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Units;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who can see a unit: no right over it is a secret to its administrators.
@Path("/api/v1/units/{id}/holders")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@Tag(name = "Administrators")
class HolderResource {

    private final Holdings holdings;
    private final Units units;
    private final Caller caller;

    HolderResource(Holdings holdings, Units units, Caller caller) {
        this.holdings = holdings;
        this.units = units;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Who can see a unit",
            description = "Everybody who holds a right there or at a unit above, by name.")
    @APIResponse(
            responseCode = "200",
            description = "A page of rights",
            content = @Content(schema = @Schema(implementation = HoldingsView.class)))
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
    public Uni<HoldingsView> holders(
            @PathParam("id") long id,
            @QueryParam("after") @Min(0) @DefaultValue("0") @Parameter(description = "From `next`") long after,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit) {
        return units.findFor(caller, id)
                .map(unit -> unit.orElseThrow(Problem::notFound))
                .chain(at -> holdings.over(at, after, limit + 1))
                .map(found -> HoldingsView.of(found, limit));
    }
}
