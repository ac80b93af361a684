package cn.chaoxue.org;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.Problem.FieldError;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Changes of the tree beneath the caller's own unit, which only those above it change (A1.5).
@Path("/api/v1/units")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "400", description = "`invalid-request`: see `errors` for each field")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@APIResponse(responseCode = "404", description = "`not-found`: absent, or not beneath the caller's own unit")
@APIResponse(
        responseCode = "409",
        description = "`conflict`, reason `closed`, `stale`, `level`, `within`, `name-taken`, `code-taken`,"
                + " `before-opening`, `later-change` (with the first day that would do in `errors`, where a unit"
                + " shall end) or `not-empty`")
@Tag(name = "Units")
class UnitTreeResource {

    private final Units units;
    private final TreeService tree;
    private final LocalCalendar calendar;
    private final Caller caller;

    UnitTreeResource(Units units, TreeService tree, LocalCalendar calendar, Caller caller) {
        this.units = units;
        this.tree = tree;
        this.calendar = calendar;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "A unit and its history",
            description = "Closed units too. Units that took part in a change are named where they are in the"
                    + " caller's branch; of others it is said only that there was one.")
    @APIResponse(
            responseCode = "200",
            description = "The unit",
            content = @Content(schema = @Schema(implementation = UnitDetail.class)))
    public Uni<UnitDetail> one(@PathParam("id") long id) {
        return units.detail(caller, id).map(found -> found.orElseThrow(Problem::notFound));
    }

    @POST
    @Operation(summary = "Open a unit")
    @APIResponse(
            responseCode = "201",
            description = "The unit",
            content = @Content(schema = @Schema(implementation = UnitDetail.class)))
    public Uni<Response> create(@NotNull @Valid UnitRequest request, @Context RoutingContext context) {
        List<FieldError> errors = dated(request.effectiveOn());
        require(errors, "parentId", request.parentId());
        require(errors, "level", request.level());
        refuse(errors);
        return tree.create(caller, request, caller.origin(context))
                .chain(this::told)
                .map(unit ->
                        Response.status(Response.Status.CREATED).entity(unit).build());
    }

    @PUT
    @Path("{id}")
    @Operation(
            summary = "Rename a unit",
            description = "Name, short name and administrative code; the old name is kept.")
    @APIResponse(
            responseCode = "200",
            description = "The unit as it is now",
            content = @Content(schema = @Schema(implementation = UnitDetail.class)))
    public Uni<UnitDetail> rename(
            @PathParam("id") long id, @NotNull @Valid UnitRequest request, @Context RoutingContext context) {
        List<FieldError> errors = dated(request.effectiveOn());
        require(errors, "version", request.version());
        refuse(errors);
        return tree.rename(caller, id, request, caller.origin(context)).chain(this::told);
    }

    @POST
    @Path("{id}/move")
    @Operation(
            summary = "Put a unit beneath another",
            description =
                    "With all below it; counts and people follow at once, and those who answer for them sign on again"
                            + " by themselves within seconds.")
    @APIResponse(
            responseCode = "200",
            description = "The unit as it is now",
            content = @Content(schema = @Schema(implementation = UnitDetail.class)))
    public Uni<UnitDetail> move(
            @PathParam("id") long id, @NotNull @Valid PlacingRequest request, @Context RoutingContext context) {
        long parent = other(request);
        return tree.move(caller, id, parent, request.effectiveOn(), caller.origin(context))
                .chain(this::told);
    }

    @POST
    @Path("{id}/merger")
    @Operation(
            summary = "Merge a unit into another of its level",
            description = "Its people and the units below go to the other; it is closed. Counts of campaigns that still"
                    + " run and address the other follow; what is over stays counted where it was.")
    @APIResponse(
            responseCode = "200",
            description = "The closed unit",
            content = @Content(schema = @Schema(implementation = UnitDetail.class)))
    public Uni<UnitDetail> merge(
            @PathParam("id") long id, @NotNull @Valid PlacingRequest request, @Context RoutingContext context) {
        long into = other(request);
        return tree.merge(caller, id, into, request.effectiveOn(), caller.origin(context))
                .chain(this::told);
    }

    @POST
    @Path("{id}/closure")
    @Operation(summary = "Close a unit to which nobody belongs any more")
    @APIResponse(
            responseCode = "200",
            description = "The closed unit",
            content = @Content(schema = @Schema(implementation = UnitDetail.class)))
    public Uni<UnitDetail> close(
            @PathParam("id") long id, @NotNull @Valid PlacingRequest request, @Context RoutingContext context) {
        refuse(dated(request.effectiveOn()));
        return tree.close(caller, id, request.effectiveOn(), caller.origin(context))
                .chain(this::told);
    }

    private Uni<UnitDetail> told(TreeChange change) {
        return switch (change) {
            case TreeChange.Done(long id) ->
                units.detail(caller, id).map(found -> found.orElseThrow(Problem::notFound));
            case TreeChange.Absent() -> throw Problem.notFound();
            case TreeChange.Refused(String reason, String why, LocalDate from) ->
                throw from == null
                        ? Problem.conflict(reason, why)
                        : Problem.conflict(reason, why, new FieldError("effectiveOn", "must be " + from + " or later"));
        };
    }

    private long other(PlacingRequest request) {
        List<FieldError> errors = dated(request.effectiveOn());
        require(errors, "unitId", request.unitId());
        refuse(errors);
        return Objects.requireNonNull(request.unitId());
    }

    private List<FieldError> dated(LocalDate effectiveOn) {
        List<FieldError> errors = new ArrayList<>();
        if (effectiveOn.isAfter(calendar.today())) {
            errors.add(new FieldError("effectiveOn", "must not lie in the future"));
        }
        return errors;
    }

    private static void require(List<FieldError> errors, String field, @Nullable Object value) {
        if (value == null) {
            errors.add(new FieldError(field, "is needed"));
        }
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }
}
