package cn.chaoxue.identity;

import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/// What I may do, and at which of my units I do it: a token speaks for one.
@Cancellable(false)
@Path("/api/v1/me/rights")
@RolesAllowed({
    Role.Names.LIAISON,
    Role.Names.CITY_ADMIN,
    Role.Names.PROVINCE_ADMIN,
    Role.Names.CENTRE_ADMIN,
    Role.Names.OPERATOR,
    Role.Names.DATABASE_ADMIN,
    Role.Names.COURSE_OPERATOR,
    Role.Names.REPORT_VIEWER,
    Role.Names.UNMASK
})
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: who answers for nobody, or reason `csrf`")
@Tag(name = "Me")
class ActingResource {

    private static final String MINE = """
            select g.role, g.given_at, g.ends_at, u.id, u.name, u.path from staff_grant g join unit u on u.id = g.unit_id
            where g.account_id = $1 and g.over_at is null and (g.ends_at is null or g.ends_at > now())
            order by length(u.path), u.id, g.role limit 200
            """;

    private final Database database;
    private final Sessions sessions;
    private final CallerTokens tokens;
    private final LoginAnswer answer;

    ActingResource(Database database, Sessions sessions, CallerTokens tokens, LoginAnswer answer) {
        this.database = database;
        this.sessions = sessions;
        this.tokens = tokens;
        this.answer = answer;
    }

    @GET
    @Operation(summary = "My rights", description = "Those in effect, the highest unit first, at most 200.")
    @APIResponse(
            responseCode = "200",
            description = "Role by role",
            content = @Content(schema = @Schema(implementation = RightsView.class)))
    public Uni<RightsView> mine(@Context RoutingContext context) {
        long id = session(context).caller().id();
        return database.query(MINE, Tuple.of(id), ActingResource::right).map(RightsView::new);
    }

    @PUT
    @Path("acting-unit")
    @Operation(
            summary = "Act at another of my units",
            description =
                    "Answers a new access token for the same login, which speaks for that unit; refreshing keeps it.")
    @APIResponse(
            responseCode = "200",
            description = "The token, in the body or in a cookie; the refresh token stays",
            content = @Content(schema = @Schema(implementation = LoginView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: no unit")
    @APIResponse(
            responseCode = "401",
            description = "`unauthenticated`: no valid access token, or its login is over; log in again")
    @APIResponse(responseCode = "404", description = "`not-found`: the caller holds nothing there, or `unmask` alone")
    public Uni<Response> act(@NotNull @Valid ActingRequest request, @Context RoutingContext context) {
        Session session = session(context);
        return database.transaction(tx -> sessions.act(tx, session, request.unitId()))
                .map(acting -> switch (acting) {
                    case Acting.Done(Grant grant) -> answer.of(context, grant);
                    case Acting.Nowhere() -> throw Problem.notFound();
                    case Acting.Over() -> throw Problem.unauthenticated("Log in again.");
                });
    }

    private Session session(RoutingContext context) {
        return tokens.sessionOf(context).orElseThrow(() -> Problem.unauthenticated("Log in again."));
    }

    private static RightsView.Right right(Row row) {
        return new RightsView.Right(
                Role.of(row.getString("role")),
                new Caller.CallerUnit(row.getLong("id"), row.getString("name"), row.getString("path")),
                row.getOffsetDateTime("given_at").toInstant(),
                instant(row.getOffsetDateTime("ends_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
