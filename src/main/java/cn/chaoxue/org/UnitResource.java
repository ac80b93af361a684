package cn.chaoxue.org;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
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
    @RolesAllowed(Role.Names.SIGNED_IN)
    @Operation(
            summary = "Units beneath a unit",
            description =
                    "The direct children of `parent` in display order; without `parent`, the caller's own unit. With"
                            + " `q`, up to fifty units of the subtree by a part of the name or short name, or the"
                            + " beginning of the code; `more` tells where there are others."
                            + " With `closed`, closed units are found as well; without `q`, those alone.")
    @APIResponse(
            responseCode = "200",
            description = "The units; none beneath a leaf",
            content = @Content(schema = @Schema(implementation = UnitsView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: `q` is too long")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: an activation token")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
    public Uni<UnitsView> list(
            @QueryParam("parent") @Parameter(description = "Unit id", example = "12") @Nullable Long parent,
            @QueryParam("q")
                    @Size(max = 40)
                    @Parameter(description = "Name, short name or code", example = "西湖")
                    @Nullable
                    String words,
            @QueryParam("closed") @DefaultValue("false") @Parameter(description = "Closed units as well")
                    boolean closed) {
        long id = parent == null ? caller.unit().id() : parent;
        return units.findFor(caller, id)
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(unit -> listed(unit, parent == null, words == null ? "" : words.strip(), closed));
    }

    private Uni<UnitsView> listed(Unit unit, boolean itself, String words, boolean closed) {
        if (closed) {
            return units.searchWithClosed(unit.path(), words).map(UnitsView::found);
        }
        if (!words.isEmpty()) {
            return units.search(unit.path(), words).map(UnitsView::found);
        }
        return itself
                ? Uni.createFrom().item(UnitsView.of(List.of(unit)))
                : units.children(unit.id()).map(UnitsView::of);
    }
}
