package cn.chaoxue.identity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The caller about itself.
@Path("/api/v1/me")
@Tag(name = "Me")
class MeResource {

    private final Caller caller;
    private final AccountNames names;

    MeResource(Caller caller, AccountNames names) {
        this.caller = caller;
        this.names = names;
    }

    @GET
    @RolesAllowed(Role.Names.ANY)
    @Operation(summary = "Who I am", description = "Open to every valid token, activation tokens included.")
    @APIResponse(
            responseCode = "200",
            description = "The caller's name, roles and unit",
            content = @Content(schema = @Schema(implementation = MeView.class)))
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    public Uni<MeView> me() {
        return names.of(caller.id()).map(name -> MeView.of(caller, name));
    }
}
