package cn.chaoxue.identity;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The caller about itself.
@Path("/api/v1/me")
@Tag(name = "Me")
class MeResource {

    private final Caller caller;

    MeResource(Caller caller) {
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.Names.ANY)
    @Operation(summary = "Who I am", description = "Open to every valid token, activation tokens included.")
    @APIResponse(responseCode = "200", description = "The caller's name, roles and unit")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    public MeView me() {
        return MeView.of(caller);
    }
}
