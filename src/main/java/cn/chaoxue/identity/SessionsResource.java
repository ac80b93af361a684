package cn.chaoxue.identity;

import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/// Where I am signed in, and the end of that.
@Cancellable(false)
@Path("/api/v1/me/sessions")
@RolesAllowed(Role.Names.SIGNED_IN)
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: an activation token, or reason `csrf`")
@Tag(name = "Me")
class SessionsResource {

    private final MySessions sessions;
    private final CallerTokens tokens;

    SessionsResource(MySessions sessions, CallerTokens tokens) {
        this.sessions = sessions;
        this.tokens = tokens;
    }

    @GET
    @Operation(summary = "My log-ins that go on", description = "The newest first, at most a hundred.")
    @APIResponse(
            responseCode = "200",
            description = "The log-ins",
            content = @Content(schema = @Schema(implementation = SessionsView.class)))
    public Uni<SessionsView> list(@Context RoutingContext context) {
        Session mine = mine(context);
        return sessions.of(mine.caller().id()).map(found -> SessionsView.of(found, mine.family()));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "End one of my log-ins", description = "It is out within five seconds, wherever it is.")
    @APIResponse(responseCode = "204", description = "Ended")
    @APIResponse(responseCode = "404", description = "`not-found`: no such log-in of mine")
    public Uni<Void> end(@PathParam("id") UUID id, @Context RoutingContext context) {
        String address = context.request().remoteAddress().hostAddress();
        return sessions.end(mine(context), id, address)
                .invoke(SessionsResource::requireMine)
                .replaceWithVoid();
    }

    private static void requireMine(boolean mine) {
        if (!mine) {
            throw Problem.notFound();
        }
    }

    private Session mine(RoutingContext context) {
        return tokens.sessionOf(context).orElseThrow(() -> Problem.unauthenticated("Log in again."));
    }
}
