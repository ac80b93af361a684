package cn.chaoxue.cadre;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// People whom two units claim (A1.7).
@Cancellable(false)
@Path("/api/v1/conflicts")
@RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "400", description = "`invalid-request`: see `errors`")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@Tag(name = "Cadres")
class ConflictResource {

    private final Conflicts conflicts;
    private final ConflictService settling;
    private final Caller caller;

    ConflictResource(Conflicts conflicts, ConflictService settling, Caller caller) {
        this.conflicts = conflicts;
        this.settling = settling;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Cases claimed in the caller's subtree",
            description = "Newest first. Opened where somebody enters an ID number that is recorded in another unit.")
    @APIResponse(
            responseCode = "200",
            description = "A page of cases",
            content = @Content(schema = @Schema(implementation = ConflictsView.class)))
    public Uni<ConflictsView> list(
            @QueryParam("before") @Min(1) @DefaultValue("" + Long.MAX_VALUE) @Parameter(description = "From `next`")
                    long before,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit) {
        String path = caller.unit().path();
        return toSettle(path, before)
                .chain(count -> conflicts
                        .page(path, before, limit + 1)
                        .map(found -> ConflictsView.of(found, limit, path, count)));
    }

    private Uni<Optional<Long>> toSettle(String path, long before) {
        return before == Long.MAX_VALUE
                ? conflicts.toSettle(path).map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    @POST
    @Path("{id}/transfer")
    @Operation(
            summary = "Give the person to the unit that claims it",
            description = "Account and study record come along, and what running campaigns of both units counted.")
    @APIResponse(responseCode = "204", description = "Transferred")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or not both sides are the caller's")
    @APIResponse(
            responseCode = "409",
            description = "`conflict`, reason `decided`, `own-record`, `staff` (the person answers for others),"
                    + " `closed` (the claiming unit is), `already-there` (the person belongs to the claiming unit by"
                    + " now), or `retired`: a return comes first")
    public Uni<Void> transfer(
            @PathParam("id") long id, @NotNull @Valid ReasonRequest request, @Context RoutingContext context) {
        return settling.transfer(id, caller.unit().path(), request.reason().strip(), caller.origin(context))
                .invoke(ConflictResource::refuse)
                .replaceWithVoid();
    }

    @POST
    @Path("{id}/merger")
    @Operation(
            summary = "Make the two records one",
            description =
                    "Where somebody edited one record to the number of the other. Study record, hours and postings"
                            + " go to the record that held the number, each counted once; the other is retired and disabled.")
    @APIResponse(responseCode = "204", description = "Merged")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or not both sides are the caller's")
    @APIResponse(
            responseCode = "409",
            description =
                    "`conflict`, reason `decided`, `own-record`, `staff`, `one-record` (there is nothing to merge), or"
                            + " `attempt-open`: a test is under way")
    public Uni<Void> merge(
            @PathParam("id") long id, @NotNull @Valid ReasonRequest request, @Context RoutingContext context) {
        return settling.merge(id, caller.unit().path(), request.reason().strip(), caller.origin(context))
                .invoke(ConflictResource::refuse)
                .replaceWithVoid();
    }

    @POST
    @Path("{id}/rejection")
    @Operation(summary = "Leave the person where it is")
    @APIResponse(responseCode = "204", description = "Rejected")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or not both sides are the caller's")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `decided` or `own-record`")
    public Uni<Void> reject(
            @PathParam("id") long id, @NotNull @Valid ReasonRequest request, @Context RoutingContext context) {
        return settling.reject(id, caller.unit().path(), request.reason().strip(), caller.origin(context))
                .invoke(ConflictResource::refuse)
                .replaceWithVoid();
    }

    private static void refuse(Settlement settlement) {
        switch (settlement) {
            case Settlement.Done() -> {}
            case Settlement.Absent() -> throw Problem.notFound();
            case Settlement.Decided() -> throw Problem.conflict("decided", "The case was decided before.");
            case Settlement.Closed() -> throw Problem.conflict("closed", "The unit that claimed the person is closed.");
            case Settlement.Single() -> throw Problem.conflict("one-record", "There is one record only.");
            case Settlement.Own() ->
                throw Problem.conflict("own-record", "A case about yourself is decided by somebody else.");
            case Settlement.Busy() -> throw Problem.conflict("attempt-open", "A test of the person is under way.");
            case Settlement.There() ->
                throw Problem.conflict("already-there", "The person belongs to the unit that claimed them by now.");
            case Settlement.Staff() ->
                throw Problem.conflict("staff", "The person answers for others; end that first.");
            case Settlement.Retired() ->
                throw Problem.conflict("retired", "The person is retired; a return comes first.");
        }
    }
}
