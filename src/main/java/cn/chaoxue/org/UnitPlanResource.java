package cn.chaoxue.org;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.Problem.FieldError;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Changes of the tree for days ahead (A1.5).
@Path("/api/v1/unit-plans")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "400", description = "`invalid-request`: see `errors`")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@Tag(name = "Units")
class UnitPlanResource {

    private final UnitPlans plans;
    private final Units units;
    private final LocalCalendar calendar;
    private final Caller caller;

    UnitPlanResource(UnitPlans plans, Units units, LocalCalendar calendar, Caller caller) {
        this.plans = plans;
        this.units = units;
        this.calendar = calendar;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Planned changes of units", description = "Newest first, with what became of them.")
    @APIResponse(
            responseCode = "200",
            description = "A page of plans",
            content = @Content(schema = @Schema(implementation = UnitPlansView.class)))
    public Uni<UnitPlansView> list(
            @QueryParam("before") @Min(1) @DefaultValue("" + Long.MAX_VALUE) @Parameter(description = "From `next`")
                    long before,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit) {
        return plans.page(caller.unit().path(), before, limit + 1).map(found -> UnitPlansView.of(found, limit));
    }

    @POST
    @Operation(
            summary = "Plan a change of a unit",
            description = "Made when its day comes, by the calendar of the units; what the tree refuses then is marked"
                    + " `FAILED` with its reason.")
    @APIResponse(
            responseCode = "201",
            description = "The plan",
            content = @Content(schema = @Schema(implementation = UnitPlan.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or not beneath the caller's own unit")
    public Uni<Response> plan(@NotNull @Valid UnitPlanRequest request, @Context RoutingContext context) {
        List<FieldError> errors = wrong(request);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        long other = request.otherUnit() == null ? request.unitId() : request.otherUnit();
        return units.findFor(caller, request.unitId())
                .map(found -> found.filter(
                        unit -> opening(request) || unit.id() != caller.unit().id()))
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(_ -> units.findFor(caller, other))
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(_ -> plans.plan(caller, request, caller.origin(context)))
                .map(plan ->
                        Response.status(Response.Status.CREATED).entity(plan).build());
    }

    @POST
    @Path("{id}/cancellation")
    @Operation(summary = "Cancel a planned change", description = "Before its day.")
    @APIResponse(responseCode = "204", description = "Cancelled")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, settled, or not beneath the caller's unit")
    public Uni<Void> cancel(
            @PathParam("id") long id, @NotNull @Valid PlanReasonRequest request, @Context RoutingContext context) {
        return plans.cancel(id, caller.unit().path(), request.reason().strip(), caller.origin(context))
                .map(UnitPlanResource::orNotFound)
                .replaceWithVoid();
    }

    private List<FieldError> wrong(UnitPlanRequest request) {
        List<FieldError> errors = new ArrayList<>();
        LocalDate today = calendar.today();
        if (!request.effectiveOn().isAfter(today) || request.effectiveOn().isAfter(today.plusYears(1))) {
            errors.add(new FieldError("effectiveOn", "must lie after today, within a year"));
        }
        missing(request).ifPresent(field -> errors.add(new FieldError(field, "is needed")));
        return errors;
    }

    private static Optional<String> missing(UnitPlanRequest request) {
        boolean placed = request.kind() == UnitPlan.Kind.MOVE || request.kind() == UnitPlan.Kind.MERGER;
        if (placed && request.otherUnit() == null) {
            return Optional.of("otherUnit");
        }
        if (opening(request) && request.level() == null) {
            return Optional.of("level");
        }
        boolean renamed = opening(request) || request.kind() == UnitPlan.Kind.RENAME;
        if (renamed && request.name() == null) {
            return Optional.of("name");
        }
        return renamed && request.shortName() == null ? Optional.of("shortName") : Optional.empty();
    }

    /// Beneath one's own unit too, which one changes in no other way.
    private static boolean opening(UnitPlanRequest request) {
        return request.kind() == UnitPlan.Kind.OPENING;
    }

    private static boolean orNotFound(boolean found) {
        if (!found) {
            throw Problem.notFound();
        }
        return true;
    }
}
