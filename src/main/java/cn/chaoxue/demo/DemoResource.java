package cn.chaoxue.demo;

import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Accounts for whoever tries the demo. Outside demo mode there is no such thing.
@Path("/api/v1/demo/accounts")
@Tag(name = "Demo")
@PermitAll
class DemoResource {

    private static final Duration SOON = Duration.ofSeconds(3);

    private final DemoConfig config;
    private final DemoState state;
    private final DemoAccounts accounts;

    DemoResource(DemoConfig config, DemoState state, DemoAccounts accounts) {
        this.config = config;
        this.state = state;
        this.accounts = accounts;
    }

    @GET
    @Operation(
            summary = "Accounts to try the demo with",
            description = "Log-in names and passwords of synthetic people: active learners of different provinces, an"
                    + " administrator of a city, a liaison of a province, an administrator and an operator of the"
                    + " centre, and one learner who has yet to activate.")
    @APIResponse(responseCode = "200", description = "The accounts")
    @APIResponse(responseCode = "404", description = "Not in demo mode")
    @APIResponse(responseCode = "503", description = "The demo is still being loaded")
    public Uni<List<DemoAccountView>> accounts() {
        if (!config.enabled()) {
            throw Problem.notFound();
        }
        return accounts.published(
                state.loaded().orElseThrow(() -> Problem.overloaded("The demo is still being loaded.", SOON)));
    }
}
