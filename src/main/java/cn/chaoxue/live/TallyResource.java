package cn.chaoxue.live;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role.Names;
import cn.chaoxue.platform.overload.Carries;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The counts of a campaign for those who supervise it (A4.5).
@Path("/api/v1/campaigns")
@Tag(name = "Live board")
@Carries(Traffic.BOARDS)
@RolesAllowed({
    Names.LIAISON,
    Names.CITY_ADMIN,
    Names.PROVINCE_ADMIN,
    Names.CENTRE_ADMIN,
    Names.OPERATOR,
    Names.COURSE_OPERATOR,
    Names.REPORT_VIEWER
})
@APIResponse(responseCode = "401", description = "No valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: a learner's role does not look at boards")
@APIResponse(responseCode = "404", description = "`not-found`: campaign or unit absent or outside the caller's subtree")
@APIResponse(responseCode = "503", description = "`overloaded`: boards give way first; see `Retry-After`")
class TallyResource {

    private static final int MAX_TREND_MINUTES = 1440;

    private final TallyService tallies;
    private final Caller caller;

    TallyResource(TallyService tallies, Caller caller) {
        this.tallies = tallies;
        this.caller = caller;
    }

    @GET
    @Path("/{id}/tally")
    @Operation(
            summary = "Counts of a unit and the units directly below",
            description = "Stored counts, themselves and all below. With `recount=true` also counted anew from the"
                    + " facts in the same snapshot: `drift` is stored minus counted.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TallyView.class),
                            examples = @ExampleObject(value = LiveExamples.TALLY)))
    public Uni<TallyView> tally(
            @PathParam("id") long campaign,
            @Parameter(description = "Unit; the caller's own by default") @QueryParam("unit") @Nullable Long unit,
            @Parameter(description = "Count the facts as well") @QueryParam("recount") boolean recount) {
        UnitKey at = at(campaign, unit);
        return (recount ? tallies.recounted(caller, at) : tallies.tally(caller, at)).map(TallyResource::found);
    }

    @GET
    @Path("/{id}/trend")
    @Operation(
            summary = "Increments of the last minutes",
            description = "Every minute is present, the running one last.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TrendView.class),
                            examples = @ExampleObject(value = LiveExamples.TREND)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: minutes outside 1 to 1440")
    public Uni<TrendView> trend(
            @PathParam("id") long campaign,
            @Parameter(description = "Unit; the caller's own by default") @QueryParam("unit") @Nullable Long unit,
            @Parameter(description = "How many minutes")
                    @QueryParam("minutes")
                    @DefaultValue("60")
                    @Min(1)
                    @Max(MAX_TREND_MINUTES)
                    int minutes) {
        return tallies.trend(caller, at(campaign, unit), minutes).map(TallyResource::found);
    }

    @POST
    @Path("/{id}/tally/repair")
    @RolesAllowed(Names.CENTRE_ADMIN)
    @Operation(
            summary = "Set a campaign's counts to what the facts say",
            description =
                    "For the day a recount shows drift: counts every unit of the campaign anew, corrects those that"
                            + " differ and answers the caller's unit with `recount` and `drift`. Persisting of results waits"
                            + " meanwhile. Repeating it changes nothing.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TallyView.class),
                            examples = @ExampleObject(value = LiveExamples.TALLY)))
    public Uni<TallyView> repair(@PathParam("id") long campaign) {
        return tallies.repaired(caller, at(campaign, null)).map(TallyResource::found);
    }

    private UnitKey at(long campaign, @Nullable Long unit) {
        return new UnitKey(campaign, unit == null ? caller.unit().id() : unit);
    }

    private static <T> T found(Optional<T> view) {
        return view.orElseThrow(Problem::notFound);
    }
}
