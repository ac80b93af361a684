package cn.chaoxue.liaison;

import cn.chaoxue.audit.AuditReading;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.cadre.Revealing;
import cn.chaoxue.cadre.Unmasking;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.Units;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The liaison directory (A1.10): read by liaisons and administrators, kept by administrators.
@Path("/api/v1/liaisons")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "400", description = "`invalid-request`: see `errors` for each field")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: the role does not keep, or not reach, the directory")
@APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
@Tag(name = "Liaisons")
class LiaisonResource {

    private final Liaisons liaisons;
    private final LiaisonService service;
    private final AuditReading audit;
    private final Units units;
    private final Caller caller;

    LiaisonResource(Liaisons liaisons, LiaisonService service, AuditReading audit, Units units, Caller caller) {
        this.liaisons = liaisons;
        this.service = service;
        this.audit = audit;
        this.units = units;
        this.caller = caller;
    }

    @POST
    @Path("search")
    @RolesAllowed({Role.Names.LIAISON, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
    @Operation(
            summary = "The directory of a subtree, numbers masked",
            description = "By the place of the units in the tree; all where nothing is asked for, but those of units"
                    + " that are closed or went into another: `former`. Changes nothing: the criteria are in the body"
                    + " because they may name somebody.")
    @APIResponse(
            responseCode = "200",
            description = "A page of the directory",
            content = @Content(schema = @Schema(implementation = LiaisonPage.class)))
    public Uni<LiaisonPage> search(@NotNull @Valid LiaisonSearchRequest request) {
        Long unit = request.unit();
        return reached(unit == null ? caller.unit().id() : unit)
                .map(Unit::path)
                .chain(path -> liaisons.page(path, request, request.rows() + 1))
                .map(found -> LiaisonPage.of(found, request.rows()));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One entry, numbers masked")
    @APIResponse(
            responseCode = "200",
            description = "The entry",
            content = @Content(schema = @Schema(implementation = LiaisonView.class)))
    public Uni<LiaisonView> one(@PathParam("id") long id) {
        return liaisons.one(id, caller.unit().path()).map(found -> found.orElseThrow(Problem::notFound));
    }

    @GET
    @Path("{id}/history")
    @Operation(summary = "What became of an entry", description = "The latest hundred changes, masked.")
    @APIResponse(
            responseCode = "200",
            description = "The changes",
            content = @Content(schema = @Schema(implementation = LiaisonHistory.class)))
    public Uni<LiaisonHistory> history(@PathParam("id") long id) {
        return one(id).chain(() -> audit.of(Subject.liaison(id), 100)).map(LiaisonHistory::of);
    }

    @POST
    @Operation(summary = "Enter a liaison")
    @APIResponse(
            responseCode = "201",
            description = "The entry",
            content = @Content(schema = @Schema(implementation = LiaisonView.class)))
    @APIResponse(responseCode = "409", description = "`conflict`, reason `closed`: the unit is")
    public Uni<Response> create(@NotNull @Valid LiaisonRequest request, @Context RoutingContext context) {
        return reached(request.unitId())
                .chain(_ -> service.create(request, caller.origin(context)))
                .chain(this::told)
                .map(view ->
                        Response.status(Response.Status.CREATED).entity(view).build());
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "Change an entry", description = "What changed is in its history.")
    @APIResponse(
            responseCode = "200",
            description = "The entry as it is now",
            content = @Content(schema = @Schema(implementation = LiaisonView.class)))
    @APIResponse(
            responseCode = "409",
            description = "`conflict`, reason `stale`: changed meanwhile, or `closed`: the unit is")
    public Uni<LiaisonView> change(
            @PathParam("id") long id, @NotNull @Valid LiaisonRequest request, @Context RoutingContext context) {
        return reached(request.unitId())
                .chain(_ -> service.change(id, caller.unit().path(), request, caller.origin(context)))
                .chain(this::told);
    }

    @POST
    @Path("{id}/removal")
    @Operation(summary = "Take an entry off the directory", description = "Its history stays in the audit log.")
    @APIResponse(responseCode = "204", description = "Taken off")
    public Uni<Void> remove(
            @PathParam("id") long id, @NotNull @Valid RemovalRequest request, @Context RoutingContext context) {
        return service.remove(id, caller.unit().path(), request.reason().strip(), caller.origin(context))
                .invoke(LiaisonResource::done)
                .replaceWithVoid();
    }

    @POST
    @Path("{id}/revelations")
    @Operation(
            summary = "See one field in clear",
            description =
                    "For holders of `unmask`. With a reason; who saw what, and why, is in the audit log before the"
                            + " answer leaves (A1.9).")
    @APIResponse(
            responseCode = "200",
            description = "The field; null where the entry holds none",
            content = @Content(schema = @Schema(implementation = ShownContact.class)))
    @APIResponse(
            responseCode = "403",
            description = "`forbidden`: the role does not keep the directory, or reason `unmask`: without the right to"
                    + " see in clear",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            examples = @ExampleObject(name = "unmask", value = Unmasking.MISSING)))
    @APIResponse(responseCode = "429", description = "`too-many-requests`: enough was shown within this hour")
    public Uni<ShownContact> reveal(
            @PathParam("id") long id, @NotNull @Valid ShowingRequest request, @Context RoutingContext context) {
        Unmasking.require(caller);
        return service.reveal(
                        id,
                        caller.unit().path(),
                        request.field(),
                        request.reason().strip(),
                        caller.origin(context))
                .map(Revealing.Shown::orRefused);
    }

    private Uni<Unit> reached(long unit) {
        return units.findFor(caller, unit).map(found -> found.orElseThrow(Problem::notFound));
    }

    private Uni<LiaisonView> told(LiaisonOutcome outcome) {
        return one(done(outcome));
    }

    private static long done(LiaisonOutcome outcome) {
        return switch (outcome) {
            case LiaisonOutcome.Done(long id) -> id;
            case LiaisonOutcome.Absent() -> throw Problem.notFound();
            case LiaisonOutcome.Stale() ->
                throw Problem.conflict("stale", "The entry was changed meanwhile; read it again.");
            case LiaisonOutcome.Closed() -> throw Problem.conflict("closed", "The unit is closed; choose another.");
        };
    }
}
