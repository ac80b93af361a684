package cn.chaoxue.posting;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.LocalCalendar;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.Units;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who stood in a unit on a day (A1.8).
@Path("/api/v1/postings")
@RolesAllowed({Role.Names.LIAISON, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@Tag(name = "Postings")
class PostingResource {

    private final Units units;
    private final Postings postings;
    private final LocalCalendar calendar;
    private final Caller caller;

    PostingResource(Units units, Postings postings, LocalCalendar calendar, Caller caller) {
        this.units = units;
        this.postings = postings;
        this.calendar = calendar;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Who stood in a subtree on a day, masked",
            description = "Main postings, secondments and part-time posts, by person. Units count where they stood and"
                    + " as they were called on that day, though they may have been moved or merged since;"
                    + " without `unit` the caller's own, without `on` today.")
    @APIResponse(
            responseCode = "200",
            description = "A page of people",
            content = @Content(schema = @Schema(implementation = StandingsView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: day, limit or cursor does not fit")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: the role does not reach cadre records")
    @APIResponse(responseCode = "404", description = "`not-found`: the unit is absent or outside the caller's subtree")
    public Uni<StandingsView> list(
            @QueryParam("unit") @Parameter(description = "Unit id", example = "12") @Nullable Long unit,
            @QueryParam("on") @Parameter(description = "The day", example = "2026-03-01") @Nullable LocalDate on,
            @QueryParam("after")
                    @Pattern(regexp = "\\d{1,18}-\\d{1,18}", message = "must be a cursor from `next`")
                    @DefaultValue("0-0")
                    String after,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit) {
        LocalDate day = on == null ? calendar.today() : on;
        int dash = after.indexOf('-');
        long cadre = Long.parseLong(after.substring(0, dash));
        long posting = Long.parseLong(after.substring(dash + 1));
        return units.findFor(caller, unit == null ? caller.unit().id() : unit)
                .map(found -> found.orElseThrow(Problem::notFound))
                .map(Unit::path)
                .chain(path -> postings.standings(path, day, cadre, posting, limit + 1))
                .map(found -> StandingsView.of(day, found, limit, caller));
    }
}
