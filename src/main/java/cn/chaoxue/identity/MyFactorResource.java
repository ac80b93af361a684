package cn.chaoxue.identity;

import cn.chaoxue.platform.problem.Problem;
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

/// My second factor: setting it up, and its recovery codes. Only a superior takes it away.
@Cancellable(false)
@Path("/api/v1/me/second-factor")
@RolesAllowed({
    Role.Names.LIAISON,
    Role.Names.CITY_ADMIN,
    Role.Names.PROVINCE_ADMIN,
    Role.Names.CENTRE_ADMIN,
    Role.Names.OPERATOR,
    Role.Names.DATABASE_ADMIN,
    Role.Names.COURSE_OPERATOR,
    Role.Names.REPORT_VIEWER,
    Role.Names.UNMASK,
    Role.Names.ENROL
})
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: who answers for nobody has none, or reason `csrf`")
@Tag(name = "Me")
class MyFactorResource {

    private final FactorService factors;
    private final FactorStates states;
    private final CallerTokens tokens;
    private final LoginAnswer answer;

    MyFactorResource(FactorService factors, FactorStates states, CallerTokens tokens, LoginAnswer answer) {
        this.factors = factors;
        this.states = states;
        this.tokens = tokens;
        this.answer = answer;
    }

    @GET
    @Operation(summary = "How my second factor stands")
    @APIResponse(
            responseCode = "200",
            description = "Its state",
            content = @Content(schema = @Schema(implementation = FactorView.class)))
    public Uni<FactorView> state(@Context RoutingContext context) {
        return states.of(mine(context).caller().id());
    }

    @POST
    @Path("enrolment")
    @Operation(
            summary = "Begin to set up a second factor",
            description =
                    "Answers a new secret for an authenticator app, as text and as QR code. It counts once a code of"
                            + " it was confirmed. Who has one already gives a code of that in the body; else leave it out.")
    @APIResponse(
            responseCode = "200",
            description = "The secret; begin again and it is void",
            content = @Content(schema = @Schema(implementation = FactorOfferView.class)))
    @APIResponse(
            responseCode = "400",
            description = "`invalid-request`: the code of the present one is missing or does not match")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `second-factor-locked`")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: too many wrong codes; see Retry-After")
    public Uni<FactorOfferView> offer(@Valid FactorReplacementRequest request, @Context RoutingContext context) {
        String code = request == null ? null : request.code();
        return factors.offer(mine(context), code, Arrival.of(context)).map(outcome -> {
            if (outcome instanceof FactorOutcome.Offered(FactorOfferView offer)) {
                return offer;
            }
            throw FactorProblems.of(outcome);
        });
    }

    @POST
    @Path("confirmation")
    @Operation(
            summary = "Confirm the new second factor",
            description =
                    "With its first code. Answers ten recovery codes, which are not shown again, and, after a login"
                            + " that answered `mustEnrolSecondFactor`, the whole login.")
    @APIResponse(
            responseCode = "200",
            description = "In force",
            content = @Content(schema = @Schema(implementation = FactorEnrolledView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: the code does not match what was offered")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: too many wrong codes; see Retry-After")
    public Uni<Response> confirm(@NotNull @Valid FactorCodeRequest request, @Context RoutingContext context) {
        return factors.confirm(mine(context), request.code(), Arrival.of(context))
                .map(outcome -> enrolled(outcome, context));
    }

    @POST
    @Path("recovery-codes")
    @Operation(summary = "New recovery codes", description = "Ten, for a code of the app. All earlier ones are void.")
    @APIResponse(
            responseCode = "200",
            description = "The codes, which are not shown again",
            content = @Content(schema = @Schema(implementation = FactorEnrolledView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: the code does not match, or was used before")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `second-factor-locked`")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: too many wrong codes; see Retry-After")
    public Uni<Response> renewCodes(@NotNull @Valid FactorCodeRequest request, @Context RoutingContext context) {
        return factors.renewCodes(mine(context), request.code(), Arrival.of(context))
                .map(outcome -> enrolled(outcome, context));
    }

    private Response enrolled(FactorOutcome outcome, RoutingContext context) {
        if (outcome instanceof FactorOutcome.Enrolled(var codes, var login)) {
            return answer.of(context, login, view -> new FactorEnrolledView(codes, view));
        }
        throw FactorProblems.of(outcome);
    }

    private Session mine(RoutingContext context) {
        return tokens.sessionOf(context).orElseThrow(() -> Problem.unauthenticated("Log in again."));
    }
}
