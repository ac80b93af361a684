package cn.chaoxue.posting;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What two units agree on about a person (A1.8).
@Path("/api/v1/posting-changes")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "400", description = "`invalid-request`: see `errors`")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@Tag(name = "Postings")
class PostingChangeResource {

    private final PostingChanges changes;
    private final PostingService service;
    private final Caller caller;

    PostingChangeResource(PostingChanges changes, PostingService service, Caller caller) {
        this.changes = changes;
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Changes out of and into the caller's subtree",
            description = "Newest first. Of the other side only what the decision needs, masked. Where the two units"
                    + " were merged meanwhile, a transfer is a new post in the one that is left, and a post beside the main"
                    + " one is withdrawn (`units-merged`).")
    @APIResponse(
            responseCode = "200",
            description = "A page of changes",
            content = @Content(schema = @Schema(implementation = PostingChangesView.class)))
    public Uni<PostingChangesView> list(
            @QueryParam("state") @Nullable PostingState state,
            @QueryParam("cadre") @Parameter(description = "Only those of one person", example = "4711") @Nullable
                    Long cadre,
            @QueryParam("before") @Min(1) @DefaultValue("" + Long.MAX_VALUE) @Parameter(description = "From `next`")
                    long before,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit) {
        return changes.page(caller.unit().path(), before, state, cadre, limit + 1)
                .map(found -> PostingChangesView.of(found, limit, caller));
    }

    @POST
    @Path("{id}/acceptance")
    @Operation(
            summary = "Take the person",
            description = "By who answers for the receiving unit. Carried out on its day, now if that has come.")
    @APIResponse(responseCode = "204", description = "Accepted")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or not into the caller's subtree")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `decided`, or what stands in the way now")
    public Uni<Void> accept(@PathParam("id") long id, @Context RoutingContext context) {
        return service.accept(caller, id, caller.origin(context))
                .invoke(PostingAnswers::done)
                .replaceWithVoid();
    }

    @POST
    @Path("{id}/refusal")
    @Operation(summary = "Do not take the person", description = "The sending unit reads the reason.")
    @APIResponse(responseCode = "204", description = "Declined")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or not into the caller's subtree")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `decided`")
    public Uni<Void> decline(
            @PathParam("id") long id, @NotNull @Valid ChangeReasonRequest request, @Context RoutingContext context) {
        return service.decline(caller, id, request.reason().strip(), caller.origin(context))
                .invoke(PostingAnswers::done)
                .replaceWithVoid();
    }

    @POST
    @Path("{id}/withdrawal")
    @Operation(summary = "Withdraw a change", description = "By the sending side, until it is carried out.")
    @APIResponse(responseCode = "204", description = "Withdrawn")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or not out of the caller's subtree")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `decided`")
    public Uni<Void> withdraw(
            @PathParam("id") long id, @NotNull @Valid ChangeReasonRequest request, @Context RoutingContext context) {
        return service.withdraw(caller, id, request.reason().strip(), caller.origin(context))
                .invoke(PostingAnswers::done)
                .replaceWithVoid();
    }
}
