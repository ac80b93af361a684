package cn.chaoxue.posting;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where one person stood, stands and shall stand (A1.8).
@Path("/api/v1/cadres/{id}/postings")
@RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "400", description = "`invalid-request`: see `errors` for each field")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@APIResponse(responseCode = "404", description = "`not-found`: absent, or outside the caller's subtree")
@Tag(name = "Postings")
class CadrePostingResource {

    private final Postings postings;
    private final PostingService service;
    private final PostingChanges changes;
    private final Caller caller;

    CadrePostingResource(Postings postings, PostingService service, PostingChanges changes, Caller caller) {
        this.postings = postings;
        this.service = service;
        this.changes = changes;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Where a person stood",
            description = "The latest first; with `on`, on that day. Units are called as they were then; without `on`,"
                    + " as they were on the last day of each posting, or as they are where it goes on.")
    @APIResponse(
            responseCode = "200",
            description = "The postings",
            content = @Content(schema = @Schema(implementation = PostingsView.class)))
    public Uni<PostingsView> history(
            @PathParam("id") long id,
            @QueryParam("on") @Parameter(description = "A day", example = "2026-03-01") @Nullable LocalDate on) {
        return postings.of(id, caller.unit().path(), on).map(found -> found.orElseThrow(Problem::notFound));
    }

    @POST
    @Operation(
            summary = "Change where a person stands",
            description = "A unit that is not the caller's is asked first; everything else is accepted at once. What is"
                    + " accepted is carried out on its day, now if that has come. A day in the past is a correction."
                    + " A `RETURN` leads to the own unit, or with `toUnit` or `to`, and `post`, to another; where the"
                    + " own unit was closed and went into no other, that is needed (`unit-needed`).")
    @APIResponse(
            responseCode = "201",
            description = "The change: proposed, accepted, or done",
            content = @Content(schema = @Schema(implementation = PostingChangesView.Item.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "`conflict`, reason `own-record`, `staff`, `retired`, `nothing-to-return-from`, `nothing-ends`,"
                            + " `before-posting`, `same-unit`, `overlap`, `closed`, `before-opening`,"
                            + " `unit-needed`, `moved` or `change-waits`")
    public Uni<Response> propose(
            @PathParam("id") long id, @NotNull @Valid PostingRequest request, @Context RoutingContext context) {
        return service.propose(caller, id, request, caller.origin(context))
                .map(PostingAnswers::done)
                .chain(changes::one)
                .map(change -> PostingChangesView.item(change, caller))
                .map(view ->
                        Response.status(Response.Status.CREATED).entity(view).build());
    }
}
