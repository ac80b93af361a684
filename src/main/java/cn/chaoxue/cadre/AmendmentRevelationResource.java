package cn.chaoxue.cadre;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// What is masked of a proposal that waits, shown for a reason to who reviews it: what a paper is compared with (A1.3).
@Cancellable(false)
@Path("/api/v1/amendments/{id}/revelations")
@RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@Tag(name = "Cadres")
class AmendmentRevelationResource {

    private final RevelationService revelations;
    private final Caller caller;

    AmendmentRevelationResource(RevelationService revelations, Caller caller) {
        this.revelations = revelations;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "See one field of a proposal in clear",
            description = "As it stands and as it would be, for who reviews the proposal and holds `unmask` there. With"
                    + " a reason; who saw what, and why, is in the audit log before the answer leaves (A1.9). Counts"
                    + " towards the same hour as fields of records.")
    @APIResponse(
            responseCode = "200",
            description = "The field on both sides; null where a side holds none. Alike where the proposal leaves it.",
            content = @Content(schema = @Schema(implementation = RevealedProposalView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: no such field, or no reason")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(
            responseCode = "403",
            description = "`forbidden`: reviews nothing, or reason `unmask`: without the right to see in clear",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            examples = @ExampleObject(name = "unmask", value = Unmasking.MISSING)))
    @APIResponse(responseCode = "404", description = "`not-found`: none waits there, or outside the caller's subtree")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: enough was shown within this hour")
    public Uni<RevealedProposalView> reveal(
            @PathParam("id") long id, @NotNull @Valid RevelationRequest request, @Context RoutingContext context) {
        Unmasking.require(caller);
        return revelations
                .revealProposal(id, caller.unit().path(), request, caller.origin(context))
                .map(Revealing.Shown::orRefused);
    }
}
