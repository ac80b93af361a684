package cn.chaoxue.cadre;

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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// Cadre records, for those who answer for them.
@Cancellable(false)
@Path("/api/v1/cadres")
@Tag(name = "Cadres")
class CadreResource {

    private final Units units;
    private final CadreSearch cadres;
    private final LookUpService lookUps;
    private final Cycles cycles;
    private final Caller caller;

    CadreResource(Units units, CadreSearch cadres, LookUpService lookUps, Cycles cycles, Caller caller) {
        this.units = units;
        this.cadres = cadres;
        this.lookUps = lookUps;
        this.cycles = cycles;
        this.caller = caller;
    }

    @POST
    @Path("search")
    @RolesAllowed({
        Role.Names.LIAISON,
        Role.Names.DATABASE_ADMIN,
        Role.Names.CITY_ADMIN,
        Role.Names.PROVINCE_ADMIN,
        Role.Names.CENTRE_ADMIN
    })
    @Operation(
            summary = "Cadres of a subtree, masked",
            description = "Ordered by id; all where nothing is asked for. Changes nothing: the criteria are in the body"
                    + " because they may name somebody.")
    @APIResponse(
            responseCode = "200",
            description = "A page of cadres",
            content = @Content(schema = @Schema(implementation = CadrePage.class)))
    @APIResponse(
            responseCode = "400",
            description = "`invalid-request`: limit or cursor does not fit, or a name holds digits")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(
            responseCode = "403",
            description = "`forbidden`: the role does not reach cadre records, or reason `csrf`")
    @APIResponse(responseCode = "404", description = "`not-found`: the unit is absent or outside the caller's subtree")
    public Uni<CadrePage> search(@NotNull @Valid CadreSearchRequest request) {
        Long unit = request.unit();
        return units.findFor(caller, unit == null ? caller.unit().id() : unit)
                .map(found -> found.orElseThrow(Problem::notFound))
                .map(Unit::path)
                .map(path -> request.within(path, cycles.running()))
                .chain(cadres::page)
                .map(rows -> CadrePage.of(rows, request.rows()));
    }

    @POST
    @Path("look-up")
    @RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN
    })
    @Operation(
            summary = "The cadre with an ID number, masked",
            description = "Found without opening anybody's number. Who looked somebody up, and whether there was"
                    + " anybody, is in the audit log; it counts with the revelations of the hour (A1.9).")
    @APIResponse(
            responseCode = "200",
            description = "The cadre",
            content = @Content(schema = @Schema(implementation = CadreRow.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: no ID number of 18 characters")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
    @APIResponse(responseCode = "404", description = "`not-found`: nobody in the caller's subtree has it")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: enough was asked within this hour")
    public Uni<CadreRow> lookUp(@NotNull @Valid CadreLookUpRequest request, @Context RoutingContext context) {
        ResidentId number = ResidentId.parse(request.idNumber())
                .orElseThrow(() -> Problem.invalid(List.of(new Flaw("idNumber", Flaw.Why.CHECK_DIGIT).error())));
        return lookUps.lookUp(number, caller.unit(), caller.origin(context)).map(found -> switch (found) {
            case LookedUp.Somebody(var row) -> row;
            case LookedUp.Nobody() -> throw Problem.notFound();
            case LookedUp.Enough() -> throw Problem.tooManyRequests(Duration.ofMinutes(10));
        });
    }
}
