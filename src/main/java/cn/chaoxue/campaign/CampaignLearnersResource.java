package cn.chaoxue.campaign;

import cn.chaoxue.campaign.LearnerRepository.Query;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who is how far, for those who supervise a subtree (A4.5).
@Carries(Traffic.BOARDS)
@Path("/api/v1/campaigns")
@Tag(name = "Campaigns")
@RolesAllowed({
    Names.LIAISON,
    Names.CITY_ADMIN,
    Names.PROVINCE_ADMIN,
    Names.CENTRE_ADMIN,
    Names.COURSE_OPERATOR,
    Names.REPORT_VIEWER
})
class CampaignLearnersResource {

    private final CampaignRepository campaigns;
    private final LearnerRepository learners;
    private final Caller caller;

    CampaignLearnersResource(CampaignRepository campaigns, LearnerRepository learners, Caller caller) {
        this.campaigns = campaigns;
        this.learners = learners;
        this.caller = caller;
    }

    @GET
    @Path("/{id}/learners")
    @Operation(
            summary = "Enrolled learners of a unit and all below",
            description = "Names are masked. Pages follow each other by `after` = `next` of the page before.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CampaignLearnerView.Page.class),
                            examples = @ExampleObject(value = CampaignExamples.LEARNERS)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: `status`, `after` or `limit` does not fit")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: only those who supervise others")
    @APIResponse(responseCode = "404", description = "`not-found`: campaign or unit absent or outside the own subtree")
    public Uni<CampaignLearnerView.Page> learners(
            @PathParam("id") long id,
            @Parameter(description = "Unit; the caller's own by default") @QueryParam("unit") @Nullable Long unit,
            @Parameter(schema = @Schema(implementation = LearnerStatus.class)) @QueryParam("status") @Nullable
                    String status,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        LearnerStatus wanted = status == null ? null : statusOf(status);
        LearnerCursor from = after == null ? LearnerCursor.START : cursorOf(after);
        long unitId = unit == null ? caller.unit().id() : unit;
        return campaigns
                .find(caller, id)
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(() -> learners.unit(caller, unitId))
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(within -> learners.page(new Query(id, within, wanted, from, limit)))
                .map(rows -> CampaignLearnerView.Page.of(rows, limit));
    }

    private static LearnerStatus statusOf(String status) {
        return LearnerStatus.named(status)
                .orElseThrow(() -> Problem.invalid("status", "expected NOT_STARTED, IN_STUDY or COMPLETED"));
    }

    private static LearnerCursor cursorOf(String after) {
        return LearnerCursor.decoded(after)
                .orElseThrow(() -> Problem.invalid("after", "expected the `next` of the page before"));
    }
}
