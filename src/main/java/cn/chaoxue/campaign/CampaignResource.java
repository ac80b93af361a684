package cn.chaoxue.campaign;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role.Names;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Campaigns that concern the caller (A4.1, A4.3).
@Path("/api/v1/campaigns")
@Tag(name = "Campaigns")
@RolesAllowed(Names.SIGNED_IN)
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
class CampaignResource {

    private final CampaignRepository campaigns;
    private final Caller caller;

    CampaignResource(CampaignRepository campaigns, Caller caller) {
        this.campaigns = campaigns;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Campaigns that concern me",
            description = "Enrolling me, addressing my unit or, for staff, owned within my subtree. The 200 that opened"
                    + " last.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CampaignView.Page.class),
                            examples = @ExampleObject(value = CampaignExamples.CAMPAIGNS)))
    public Uni<CampaignView.Page> campaigns() {
        return campaigns.latest(caller).map(CampaignView.Page::new);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A campaign with its courses")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CampaignView.Detail.class),
                            examples = @ExampleObject(value = CampaignExamples.CAMPAIGN)))
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or it does not concern the caller")
    public Uni<CampaignView.Detail> campaign(@PathParam("id") long id) {
        return campaigns
                .find(caller, id)
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(campaign -> campaigns.courses(id).map(campaign::with));
    }
}
