package cn.chaoxue.org;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Walks the tree downwards from the caller's own unit.
@Path("/api/v1/units")
@Tag(name = "Units")
class UnitResource {

    private final Units units;
    private final Caller caller;

    UnitResource(Units units, Caller caller) {
        this.units = units;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({
        Role.Names.LEARNER,
        Role.Names.LIAISON,
        Role.Names.CITY_ADMIN,
        Role.Names.PROVINCE_ADMIN,
        Role.Names.CENTRE_ADMIN,
        Role.Names.OPERATOR
    })
    @Operation(
            summary = "Units beneath a unit",
            description = "The direct children of `parent` in display order; without `parent`, the caller's own unit.")
    @APIResponse(
            responseCode = "200",
            description = "The units; none beneath a leaf",
            content = @Content(schema = @Schema(implementation = UnitsView.class)))
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: an activation token")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
    public Uni<UnitsView> list(
            @QueryParam("parent") @Parameter(description = "Unit id", example = "12") @Nullable Long parent) {
        long id = parent == null ? caller.unit().id() : parent;
        return units.findFor(caller, id)
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(unit -> parent == null ? Uni.createFrom().item(List.of(unit)) : units.children(unit.id()))
                .map(UnitsView::of);
    }
}
