package cn.chaoxue.activation;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.Units;
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

/// Takes back the activation of a whole subtree (A1.11).
@Cancellable(false)
@Path("/api/v1/activation-resets")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "400", description = "`invalid-request`: see `errors`")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@Tag(name = "Activation")
class ResetResource {

    private final Resets resets;
    private final Units units;
    private final Caller caller;

    ResetResource(Resets resets, Units units, Caller caller) {
        this.resets = resets;
        this.units = units;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Resets of my subtree, and those ordered in it",
            description =
                    "Newest first, with their progress; also what units that went into mine had ordered. Without the"
                            + " unit where that is another's by now, and without the reason of who stands neither above mine nor"
                            + " beneath.")
    @APIResponse(
            responseCode = "200",
            description = "A page of resets",
            content = @Content(schema = @Schema(implementation = ResetsView.class)))
    public Uni<ResetsView> list(
            @QueryParam("before") @Min(1) @DefaultValue("" + Long.MAX_VALUE) @Parameter(description = "From `next`")
                    long before,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit) {
        return resets.page(caller.unit().path(), before, limit + 1).map(found -> ResetsView.of(found, limit));
    }

    @GET
    @Path("preview")
    @Operation(
            summary = "How many a reset would concern",
            description =
                    "Learners of the unit and all below it who have a password, disabled ones too. Who answers for"
                            + " others is never among them.")
    @APIResponse(
            responseCode = "200",
            description = "The number",
            content = @Content(schema = @Schema(implementation = ResetPreview.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: the unit is absent or outside the caller's subtree")
    public Uni<ResetPreview> preview(
            @QueryParam("unit") @NotNull @Parameter(description = "Unit id", example = "130") Long unit) {
        return reached(unit).map(Unit::path).chain(resets::count).map(ResetPreview::new);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One reset and how far it is")
    @APIResponse(
            responseCode = "200",
            description = "The reset",
            content = @Content(schema = @Schema(implementation = Reset.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
    public Uni<Reset> one(@PathParam("id") long id) {
        return resets.one(id, caller.unit().path()).map(found -> found.orElseThrow(Problem::notFound));
    }

    @POST
    @Operation(
            summary = "Take back the activation of a subtree",
            description = "In the background: passwords are void, log-ins end, everybody activates anew with the mobile"
                    + " number. Study records stay. It can be undone until `undoUntil`.")
    @APIResponse(
            responseCode = "202",
            description = "Begun",
            content = @Content(schema = @Schema(implementation = Reset.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: the unit is absent or outside the caller's subtree")
    @APIResponse(
            responseCode = "409",
            description = "`conflict`, reason `reset-running`: one of this unit, or of one above it, is at work")
    public Uni<Response> begin(@NotNull @Valid ResetRequest request, @Context RoutingContext context) {
        return reached(request.unitId())
                .chain(unit ->
                        resets.begin(unit.id(), caller.unit(), request.reason().strip(), caller.origin(context)))
                .map(ResetResource::begun)
                .chain(this::one)
                .map(reset -> Response.accepted(reset).build());
    }

    @POST
    @Path("{id}/undoing")
    @Operation(
            summary = "Undo a reset",
            description = "In the background: passwords work as before, except for those who have activated again,"
                    + " were reset singly since, or are held by another reset that stands.")
    @APIResponse(
            responseCode = "202",
            description = "Begun",
            content = @Content(schema = @Schema(implementation = Reset.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
    @APIResponse(
            responseCode = "409",
            description = "`conflict`, reason `undo-over`: too late, or undone already;"
                    + " `superior-needed`: a unit above the caller's ordered it")
    public Uni<Response> undo(
            @PathParam("id") long id, @NotNull @Valid ActReasonRequest request, @Context RoutingContext context) {
        return one(id).call(() -> resets.superior(id, caller.unit().path()).invoke(Superior::refuse))
                .chain(() -> resets.undo(id, caller.unit(), request.reason().strip(), caller.origin(context)))
                .invoke(ResetResource::orTooLate)
                .chain(() -> one(id))
                .map(reset -> Response.accepted(reset).build());
    }

    private static long begun(Ordered ordered) {
        return switch (ordered) {
            case Ordered.Begun(long id) -> id;
            case Ordered.Absent() -> throw Problem.notFound();
            case Ordered.Running() ->
                throw Problem.conflict(
                        "reset-running",
                        "A reset of this unit, or of one above it, is at work; wait until it is done.");
        };
    }

    private Uni<Unit> reached(long unit) {
        return units.findFor(caller, unit).map(found -> found.orElseThrow(Problem::notFound));
    }

    private static void orTooLate(boolean undone) {
        if (!undone) {
            throw Problem.conflict("undo-over", "It can be undone no more, or is undone already.");
        }
    }
}
