package cn.chaoxue.cadre;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.Units;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Multi;
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
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/// The review of what people say is wrong with their records (A1.3).
@Cancellable(false)
@Path("/api/v1/amendments")
@RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "400", description = "`invalid-request`: see `errors`")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@APIResponse(responseCode = "404", description = "`not-found`: none waits there, or outside the caller's subtree")
@Tag(name = "Cadres")
class AmendmentResource {

    private final Amendments amendments;
    private final ReviewService reviews;
    private final Units units;
    private final Caller caller;

    AmendmentResource(Amendments amendments, ReviewService reviews, Units units, Caller caller) {
        this.amendments = amendments;
        this.reviews = reviews;
        this.units = units;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "What waits for review",
            description = "In the order in which people first handed in; what stands beside what shall be, masked. With"
                    + " `until`, none that was handed in later. A decision names the `submittedAt` of what it is about,"
                    + " as it stands here.")
    @APIResponse(
            responseCode = "200",
            description = "A page of proposals",
            content = @Content(schema = @Schema(implementation = AmendmentsView.class)))
    public Uni<AmendmentsView> waiting(
            @QueryParam("unit") @Parameter(description = "Unit id", example = "12") @Nullable Long unit,
            @QueryParam("after") @DefaultValue("0") @Min(0) long after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("until") @Parameter(description = "A moment, from the tally's `at`") @Nullable
                    OffsetDateTime until) {
        return path(unit)
                .chain(path -> amendments.queue(path, after, limit + 1, until))
                .map(found -> AmendmentsView.of(found, limit));
    }

    @GET
    @Path("tally")
    @Operation(
            summary = "How many wait for review",
            description =
                    "Asked for by itself, beside the queue: counting takes longer than a page. The moment it tells"
                            + " goes into `until`: what is handed in, or handed in again, after it is left out there.")
    @APIResponse(
            responseCode = "200",
            description = "The number, and its moment",
            content = @Content(schema = @Schema(implementation = AmendmentTallyView.class)))
    public Uni<AmendmentTallyView> tally(
            @QueryParam("unit") @Parameter(description = "Unit id", example = "12") @Nullable Long unit) {
        return path(unit).chain(amendments::tally).map(AmendmentTallyView::of);
    }

    /// Of the unit that is asked for, else of the caller's.
    private Uni<String> path(@Nullable Long unit) {
        return units.findFor(caller, unit == null ? caller.unit().id() : unit)
                .map(found -> found.orElseThrow(Problem::notFound))
                .map(Unit::path);
    }

    @POST
    @Path("{id}/approval")
    @Operation(
            summary = "Approve",
            description = "The version that was shown becomes the record; its owner then confirms.")
    @APIResponse(responseCode = "204", description = "Approved")
    @APIResponse(
            responseCode = "409",
            description =
                    "`conflict`, reason `own-record`; `newer`: handed in again since that version; or `disagrees`:"
                            + " the record was changed meanwhile, so that the proposal fits it no more")
    public Uni<Void> approve(
            @PathParam("id") long id,
            @NotNull(message = ApprovalRequest.EXPECTED) @Valid ApprovalRequest request,
            @Context RoutingContext context) {
        return reviews.approve(id, caller.unit().path(), request.submittedAt(), caller.origin(context))
                .invoke(AmendmentResource::refuse)
                .replaceWithVoid();
    }

    @POST
    @Path("{id}/rejection")
    @Operation(summary = "Reject", description = "The record stays as it is; its owner reads the reason.")
    @APIResponse(responseCode = "204", description = "Rejected")
    @APIResponse(
            responseCode = "409",
            description = "`conflict`, reason `own-record`, or `newer`: handed in again since that version")
    public Uni<Void> reject(
            @PathParam("id") long id,
            @NotNull(message = ApprovalRequest.EXPECTED) @Valid RejectionRequest request,
            @Context RoutingContext context) {
        return reviews.reject(id, caller.unit().path(), request, caller.origin(context))
                .invoke(AmendmentResource::refuse)
                .replaceWithVoid();
    }

    @POST
    @Path("approvals")
    @Operation(
            summary = "Approve many",
            description =
                    "Each by itself, and as it was shown: one that cannot be approved, or was handed in again since,"
                            + " holds up no other.")
    @APIResponse(
            responseCode = "200",
            description = "Which were, and why others were not",
            content = @Content(schema = @Schema(implementation = ApprovedView.class)))
    public Uni<ApprovedView> approveAll(@NotNull @Valid ApprovalsRequest request, @Context RoutingContext context) {
        String path = caller.unit().path();
        var origin = caller.origin(context);
        ApprovedView answer = ApprovedView.none();
        return Multi.createFrom()
                .iterable(request.items())
                .onItem()
                .transformToUniAndConcatenate(shown -> reviews.approve(shown.id(), path, shown.submittedAt(), origin)
                        .invoke(review -> answer.note(shown.id(), review)))
                .collect()
                .asList()
                .replaceWith(answer);
    }

    private static void refuse(Review review) {
        switch (review) {
            case Review.Done() -> {}
            case Review.Own() -> throw Problem.conflict("own-record", "Your own record is reviewed by another.");
            case Review.Newer() -> throw Problem.conflict("newer", "It was handed in again: look at the newer one.");
            case Review.Unfit _ ->
                throw Problem.conflict("disagrees", "It does not agree with the record as it is now; reject it.");
            case Review.Absent _, Review.Empty _, Review.Active _ -> throw Problem.notFound();
        }
    }
}
