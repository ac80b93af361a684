package cn.chaoxue.platform.health;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The plainest endpoint there is: whether requests get here at all. `./chaoxue bench` takes its rate as the measure
/// for the others (`hello`), so it stays on the event loop and does nothing.
@Path("/api/v1/ping")
@PermitAll
@Tag(name = "Service")
public class PingResource {

    @GET
    @NonBlocking
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "Whether requests get here", description = "Touches nothing and needs no token.")
    @APIResponse(responseCode = "200", description = "The word pong")
    @APIResponse(responseCode = "405", description = "method-not-allowed: anything but GET")
    public String ping() {
        return "pong";
    }
}
