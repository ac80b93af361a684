package cn.chaoxue.activation;

import cn.chaoxue.identity.ActivationConfig;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// When the initial passwords of a subtree work (A1.3).
@Cancellable(false)
@Path("/api/v1/activation-windows")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "400", description = "`invalid-request`: see `errors`")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@Tag(name = "Activation")
class WindowResource {

    private static final Duration LONGEST = Duration.ofDays(92);

    private final Windows windows;
    private final Units units;
    private final ActivationConfig config;
    private final SharedClock clock;
    private final Caller caller;

    WindowResource(Windows windows, Units units, ActivationConfig config, SharedClock clock, Caller caller) {
        this.windows = windows;
        this.units = units;
        this.config = config;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Activation windows of my subtree", description = "Newest first, with those that are over.")
    @APIResponse(
            responseCode = "200",
            description = "A page of windows",
            content = @Content(schema = @Schema(implementation = WindowsView.class)))
    public Uni<WindowsView> list(
            @QueryParam("before") @Min(1) @DefaultValue("" + Long.MAX_VALUE) @Parameter(description = "From `next`")
                    long before,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit) {
        String path = caller.unit().path();
        return windows.coveredUntil(path)
                .chain(covered -> windows.page(path, before, limit + 1)
                        .map(found -> new WindowsView(
                                config.alwaysOpen(),
                                covered.orElse(null),
                                found.stream().limit(limit).toList(),
                                next(found, limit).orElse(null))));
    }

    private static Optional<String> next(List<ActivationWindow> found, int limit) {
        return found.size() > limit
                ? Optional.of(Long.toString(found.get(limit - 1).id()))
                : Optional.empty();
    }

    @POST
    @Operation(
            summary = "Open an activation window",
            description = "For a unit and all below it. Outside every window an initial password is answered like a"
                    + " wrong one.")
    @APIResponse(
            responseCode = "201",
            description = "The window",
            content = @Content(schema = @Schema(implementation = ActivationWindow.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: the unit is absent or outside the caller's subtree")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `closed`: the unit is")
    public Uni<Response> open(@NotNull @Valid WindowRequest request, @Context RoutingContext context) {
        if (!request.closesAt().isAfter(request.opensAt())
                || !request.closesAt().isAfter(clock.instant())
                || Duration.between(request.opensAt(), request.closesAt()).compareTo(LONGEST) > 0) {
            throw Problem.invalid("closesAt", "must lie ahead, after the opening, and at most 92 days after it");
        }
        return units.findFor(caller, request.unitId())
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(_ -> windows.open(request, caller.unit().id(), caller.origin(context)))
                .map(opened -> opened.orElseThrow(() -> Problem.conflict("closed", "The unit is closed.")))
                .map(window ->
                        Response.status(Response.Status.CREATED).entity(window).build());
    }

    @POST
    @Path("{id}/closing")
    @Operation(summary = "Close a window before its time", description = "Heeded everywhere within seconds.")
    @APIResponse(responseCode = "204", description = "Closed")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, over, or outside the caller's subtree")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `superior-needed`: a unit above opened it")
    public Uni<Void> close(
            @PathParam("id") long id, @NotNull @Valid ActReasonRequest request, @Context RoutingContext context) {
        String path = caller.unit().path();
        return windows.superior(id, path)
                .invoke(Superior::refuse)
                .chain(() -> windows.close(id, path, request.reason().strip(), caller.origin(context)))
                .invoke(WindowResource::orNotFound)
                .replaceWithVoid();
    }

    private static void orNotFound(boolean found) {
        if (!found) {
            throw Problem.notFound();
        }
    }
}
