package cn.chaoxue.identity;

import cn.chaoxue.platform.overload.Carries;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/// Login and its end. With `X-Chaoxue-Session: cookie` tokens travel in HttpOnly cookies instead of bodies.
@Carries(Traffic.LOGIN)
// Who goes away has been counted, and is judged all the same: otherwise reloading would use up an office's budget.
@Cancellable(false)
@Path("/api/v1/auth")
@Tag(name = "Login")
class AuthResource {

    private static final String WAITING_ROOM = """
            {"type": "https://chaoxue.cn/problems/waiting-room", "title": "Waiting room", "status": 429,
             "detail": "Many people are logging in; come back with the ticket.",
             "waitingRoom": {"ticket": "AAECAwQFBgcAAAAAAAAAKgAAAABnQAAAAAECAwQFBgcICQoLDA0ODw",
                             "ahead": 1240, "estimatedSeconds": 25}}
            """;
    private static final String TOO_MANY_REQUESTS = """
            {"type": "https://chaoxue.cn/problems/too-many-requests", "title": "Too many requests", "status": 429}
            """;

    private final LoginService logins;
    private final Sessions sessions;
    private final CallerTokens tokens;
    private final PresentedRefreshToken presented;
    private final LoginAnswer answer;
    private final KnownDevices devices;

    AuthResource(
            LoginService logins,
            Sessions sessions,
            CallerTokens tokens,
            PresentedRefreshToken presented,
            LoginAnswer answer,
            KnownDevices devices) {
        this.logins = logins;
        this.sessions = sessions;
        this.tokens = tokens;
        this.presented = presented;
        this.answer = answer;
        this.devices = devices;
    }

    @POST
    @Path("login")
    @PermitAll
    @Operation(
            summary = "Log in",
            description = "By ID number and password. While activation is pending the mobile number is the password"
                    + " and wins only a token that activates (`mustActivate`), where initial passwords are bound to"
                    + " windows only while one is open for the unit. Each such login ends the token before."
                    + " When everybody logs in at once, the answer is 429 of type `waiting-room` with a ticket, the"
                    + " number of people ahead and an estimate: come back after `Retry-After` with the same request"
                    + " and the newest `ticket` in it; the place is kept, at whichever address of the service. A ticket"
                    + " that was called up is good for three tries; one not used for 5 min beyond `Retry-After` begins"
                    + " at the end.")
    @APIResponse(
            responseCode = "200",
            description = "Tokens, in the body or in cookies",
            content = @Content(schema = @Schema(implementation = LoginView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: a field is missing or too long")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: the same for unknown and known names")
    @APIResponse(
            responseCode = "429",
            description = "`waiting-room`: wait for your turn, see `waitingRoom` and Retry-After; or"
                    + " `too-many-requests`: too many failures, see Retry-After",
            content =
                    @Content(
                            examples = {
                                @ExampleObject(name = "waiting-room", value = WAITING_ROOM),
                                @ExampleObject(name = "too-many-requests", value = TOO_MANY_REQUESTS)
                            },
                            mediaType = "application/problem+json"))
    @APIResponse(responseCode = "503", description = "`overloaded`: the waiting room is full; see Retry-After")
    public Uni<Response> login(@NotNull @Valid LoginRequest request, @Context RoutingContext context) {
        return logins.login(request, devices.of(context), Arrival.of(context)).map(outcome -> switch (outcome) {
            case LoginOutcome.Granted(Grant grant) -> answer.entered(context, grant, devices.mark(request.name()));
            case LoginOutcome.Denied() ->
                throw Problem.unauthenticated(
                        "User name or password is wrong, or it is an initial one out of its time.");
            case LoginOutcome.Braked(var wait) -> throw Problem.tooManyRequests(wait.plusSeconds(1));
            case LoginOutcome.Queued(var place) -> throw queued(place);
            case LoginOutcome.TurnedAway(var wait) ->
                throw Problem.overloaded("Too many people are logging in; come back.", wait);
        });
    }

    @POST
    @Path("refresh")
    @PermitAll
    @Operation(
            summary = "Renew the tokens",
            description = "A refresh token works once; used again it ends the login (10 s of grace for two tabs at"
                    + " once). A web session sends its cookie with the session header and no body.")
    @APIResponse(
            responseCode = "200",
            description = "A new pair",
            content = @Content(schema = @Schema(implementation = LoginView.class)))
    @APIResponse(responseCode = "401", description = "`unauthenticated`: unknown, expired, used before, or ended")
    @APIResponse(responseCode = "403", description = "`forbidden`, reason `csrf`: cookie without the session header")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(schema = @Schema(implementation = RefreshRequest.class)))
    public Uni<Response> refresh(@Nullable String body, @Context RoutingContext context) {
        String token = presented.required(body, context);
        return sessions.renew(token, address(context)).map(renewal -> switch (renewal) {
            case Renewal.Renewed(Grant grant) -> answer.of(context, grant);
            case Renewal.Refused _, Renewal.Reused _ ->
                throw Problem.unauthenticated("The session is over; log in again.");
        });
    }

    @POST
    @Path("logout")
    @PermitAll
    @Operation(
            summary = "Log out",
            description = "Ends the login of the refresh token in body or cookie, or else of the access token."
                    + " Its access token dies with it, within seconds. Logging out twice is fine.")
    @APIResponse(responseCode = "204", description = "The login is over; cookies are taken away")
    @APIResponse(responseCode = "403", description = "`forbidden`, reason `csrf`: cookie without the session header")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(content = @Content(schema = @Schema(implementation = RefreshRequest.class)))
    public Uni<Response> logout(@Nullable String body, @Context RoutingContext context) {
        String token = presented.find(body, context);
        Uni<Void> ended = token != null
                ? sessions.close(token)
                : tokens.sessionOf(context)
                        .map(sessions::close)
                        .orElseGet(() -> Uni.createFrom().voidItem());
        return ended.map(_ -> answer.ended(context));
    }

    private static ProblemException queued(Admission.Waiting place) {
        long seconds = place.estimate().toSeconds();
        return Problem.waitingRoom(new Problem.Place(place.ticket(), place.ahead(), seconds), place.retryAfter());
    }

    private static String address(RoutingContext context) {
        return context.request().remoteAddress().hostAddress();
    }
}
