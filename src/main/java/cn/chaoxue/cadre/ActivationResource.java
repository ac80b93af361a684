package cn.chaoxue.cadre;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.CallerTokens;
import cn.chaoxue.identity.DeviceName;
import cn.chaoxue.identity.LoginAnswer;
import cn.chaoxue.identity.Role;
import cn.chaoxue.identity.Session;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.org.Units;
import cn.chaoxue.platform.overload.Carries;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// My own record and its confirmation.
@Carries(Traffic.LOGIN)
@Cancellable(false)
@Path("/api/v1/me/activation")
@Tag(name = "Me")
class ActivationResource {

    private final CadreRepository cadres;
    private final ActivationService activations;
    private final LoginAnswer answer;
    private final CallerTokens tokens;
    private final Amendments amendments;
    private final ReviewService reviews;
    private final Units units;
    private final Caller caller;

    ActivationResource(
            CadreRepository cadres,
            ActivationService activations,
            Amendments amendments,
            ReviewService reviews,
            LoginAnswer answer,
            CallerTokens tokens,
            Units units,
            Caller caller) {
        this.cadres = cadres;
        this.activations = activations;
        this.amendments = amendments;
        this.reviews = reviews;
        this.answer = answer;
        this.tokens = tokens;
        this.units = units;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Role.Names.SIGNED_IN, Role.Names.ACTIVATE})
    @Operation(
            summary = "My activation",
            description = "State and my record, masked, active or not: what is recorded about me.")
    @APIResponse(responseCode = "200", description = "State and record")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: the login owes another step first")
    @APIResponse(responseCode = "404", description = "`not-found`: this account has no cadre record")
    public Uni<ActivationView> activation() {
        return cadres.find(caller.id())
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(cadre -> unitOf(cadre)
                        .chain(unit ->
                                amendments.latest(caller.id()).map(latest -> ActivationView.of(cadre, latest, unit))));
    }

    /// Mostly the one in the token; who answers for another unit acts there and belongs here.
    private Uni<UnitRef> unitOf(Cadre cadre) {
        Caller.CallerUnit acting = caller.unit();
        return acting.id() == cadre.unitId
                ? Uni.createFrom().item(new UnitRef(acting.id(), acting.name(), acting.path()))
                : units.find(cadre.unitId)
                        .map(found -> found.orElseThrow(Problem::notFound))
                        .map(Unit::ref);
    }

    @POST
    @Path("amendment")
    @RolesAllowed(Role.Names.ACTIVATE)
    @Operation(
            summary = "Say what is wrong with my record",
            description =
                    "An administrator reviews it; once approved, I confirm. Handed in again before that, the newer"
                            + " replaces the older.")
    @APIResponse(responseCode = "202", description = "It waits for review")
    @APIResponse(responseCode = "400", description = "`invalid-request`: a field does not fit, or nothing is changed")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid activation token")
    @APIResponse(responseCode = "403", description = "`forbidden`: not an activation token, or reason `csrf`")
    @APIResponse(responseCode = "404", description = "`not-found`: this account has no cadre record")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `already-active`")
    public Uni<Response> amend(@NotNull @Valid AmendmentRequest request, @Context RoutingContext context) {
        return reviews.submit(caller.unit().path(), request, caller.origin(context))
                .map(review -> switch (review) {
                    case Review.Done() -> Response.accepted().build();
                    case Review.Empty() -> throw Problem.invalid("amendment", "changes nothing");
                    case Review.Unfit(var flaws) ->
                        throw Problem.invalid(flaws.stream().map(Flaw::error).toList());
                    case Review.Active() -> throw alreadyActive();
                    case Review.Absent _, Review.Own _, Review.Newer _ -> throw Problem.notFound();
                });
    }

    private static ProblemException alreadyActive() {
        return Problem.conflict("already-active", "The account is active; log in with your password.");
    }

    private static ProblemException superseded() {
        return Problem.unauthenticated("Log in again with the initial password.");
    }

    @POST
    @Path("confirmation")
    @RolesAllowed(Role.Names.ACTIVATE)
    @Operation(
            summary = "Confirm my record",
            description = "Sets my password and activates the account; the initial password is void from then on."
                    + " Answers like a login, with full tokens in body or cookies.")
    @APIResponse(
            responseCode = "200",
            description = "Active; tokens as at login",
            content = @Content(schema = @Schema(ref = "Login")))
    @APIResponse(responseCode = "400", description = "`invalid-request`: the password breaks the policy")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid activation token")
    @APIResponse(responseCode = "403", description = "`forbidden`: not an activation token, or reason `csrf`")
    @APIResponse(
            responseCode = "409",
            description = "`conflict`, reason `already-active`, `under-review` or `window-closed`")
    @APIResponse(responseCode = "503", description = "`overloaded`: the password queue is full; see Retry-After")
    public Uni<Response> confirm(@NotNull @Valid ConfirmationRequest request, @Context RoutingContext context) {
        Session use = tokens.sessionOf(context).orElseThrow(ActivationResource::superseded);
        return activations
                .confirm(use, request.newPassword(), DeviceName.of(context), caller.origin(context))
                .map(outcome -> switch (outcome) {
                    case ActivationOutcome.Activated(var grant) -> answer.of(context, grant);
                    case ActivationOutcome.AlreadyActive() -> throw alreadyActive();
                    case ActivationOutcome.Superseded() -> throw superseded();
                    case ActivationOutcome.Closed() ->
                        throw Problem.conflict("window-closed", "No activation window is open any more.");
                    case ActivationOutcome.UnderReview() ->
                        throw Problem.conflict("under-review", "What you said is wrong waits for an administrator.");
                    case ActivationOutcome.Unfit(String objection) -> throw Problem.invalid("newPassword", objection);
                });
    }
}
