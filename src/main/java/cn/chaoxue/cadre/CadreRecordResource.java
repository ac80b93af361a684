package cn.chaoxue.cadre;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.LocalCalendar;
import cn.chaoxue.org.Units;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// One record at a time: reading, entering and changing, for who keeps the records of its subtree.
@Cancellable(false)
@Path("/api/v1/cadres")
@Tag(name = "Cadres")
class CadreRecordResource {

    private static final String STALE = """
            {"type": "https://chaoxue.cn/problems/conflict", "title": "Conflict", "status": 409, "reason": "stale",
             "detail": "The record was changed meanwhile; read it again."}
            """;

    private final Units units;
    private final CadreRepository cadres;
    private final EditingService editing;
    private final LocalCalendar calendar;
    private final Caller caller;

    CadreRecordResource(
            Units units, CadreRepository cadres, EditingService editing, LocalCalendar calendar, Caller caller) {
        this.units = units;
        this.cadres = cadres;
        this.editing = editing;
        this.calendar = calendar;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN
    })
    @Operation(summary = "One record", description = "The name in full, numbers masked.")
    @APIResponse(
            responseCode = "200",
            description = "The record",
            content = @Content(schema = @Schema(implementation = CadreView.class)))
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: keeps no records")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
    public Uni<CadreView> one(@PathParam("id") long id) {
        return cadres.view(id, caller.unit().path()).map(found -> found.orElseThrow(Problem::notFound));
    }

    @POST
    @RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN
    })
    @Operation(
            summary = "Enter a cadre",
            description =
                    "Record and account come together (A1.1); the account waits for activation, with the mobile"
                            + " number as its initial password (A1.2). A person recorded in another unit is refused, and becomes a"
                            + " case for who answers for both (A1.7); `claim` tells its number, and who holds the person, masked.")
    @APIResponse(
            responseCode = "201",
            description = "The record",
            content = @Content(schema = @Schema(implementation = CadreView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: see `errors` for each field")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: keeps no records")
    @APIResponse(responseCode = "404", description = "`not-found`: the unit is absent or outside the caller's subtree")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `id-number-known` or `unit-closed`")
    public Uni<Response> create(@NotNull @Valid CadreRequest request, @Context RoutingContext context) {
        require(CadreChecks.ofNew(request, calendar.today()));
        long unitId = Objects.requireNonNull(request.unitId());
        return units.findFor(caller, unitId)
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(unit -> editing.create(unit.id(), EditingService.complete(request), caller.origin(context)))
                .chain(this::saved)
                .map(view ->
                        Response.status(Response.Status.CREATED).entity(view).build());
    }

    @PUT
    @Path("{id}")
    @RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN
    })
    @Operation(
            summary = "Change a record",
            description = "By who answers for it (A1.4), never by its owner. What changed is in the audit log. The unit"
                    + " stays: moving a person is a posting. A birth date comes with the ID number it agrees with.")
    @APIResponse(
            responseCode = "200",
            description = "The record as it is now",
            content = @Content(schema = @Schema(implementation = CadreView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: see `errors` for each field")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: keeps no records")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
    @APIResponse(
            responseCode = "409",
            description = "`conflict`, reason `stale`, `id-number-known`, `own-record`, or `superior-needed`: other"
                    + " numbers to sign in with, for who answers for the caller's own unit",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            examples = @ExampleObject(name = "stale", value = STALE)))
    public Uni<CadreView> change(
            @PathParam("id") long id, @NotNull @Valid CadreRequest request, @Context RoutingContext context) {
        require(CadreChecks.ofChange(request, calendar.today()));
        return editing.change(id, caller.unit().path(), request, caller.origin(context))
                .chain(this::saved);
    }

    private Uni<CadreView> saved(Editing outcome) {
        return switch (outcome) {
            case Editing.Saved(long id) ->
                cadres.view(id, caller.unit().path()).map(found -> found.orElseThrow(Problem::notFound));
            case Editing.Absent() -> throw Problem.notFound();
            case Editing.Closed() ->
                throw Problem.conflict("unit-closed", "The unit is closed; nobody is entered in it any more.");
            case Editing.Disagreeing(Flaw flaw) -> throw Problem.invalid(List.of(flaw.error()));
            case Editing.Stale() -> throw Problem.conflict("stale", "The record was changed meanwhile; read it again.");
            case Editing.Own() -> throw Problem.conflict("own-record", "Your own record is changed by the unit above.");
            case Editing.Peer() ->
                throw Problem.conflict(
                        "superior-needed", "What an administrator signs in with is changed by the unit above.");
            case Editing.Known(Optional<Conflict> claim) -> throw known(claim);
        };
    }

    private ProblemException known(Optional<Conflict> claim) {
        String detail = "This ID number is in the database already.";
        return claim.map(one -> Problem.conflict(
                        "id-number-known", detail, one.told(caller.unit().path())))
                .orElseGet(() -> Problem.conflict("id-number-known", detail));
    }

    private static void require(List<Flaw> flaws) {
        if (!flaws.isEmpty()) {
            throw Problem.invalid(flaws.stream().map(Flaw::error).toList());
        }
    }
}
