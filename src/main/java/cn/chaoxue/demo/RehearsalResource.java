package cn.chaoxue.demo;

import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/// Starts, watches and ends the rehearsal. One at a time.
@Path("/api/v1/demo/rehearsal")
@Tag(name = "Demo")
@PermitAll
class RehearsalResource {

    private static final Duration SOON = Duration.ofSeconds(3);

    private final DemoConfig config;
    private final RehearsalService rehearsals;

    RehearsalResource(DemoConfig config, RehearsalService rehearsals) {
        this.config = config;
        this.rehearsals = rehearsals;
    }

    @GET
    @Operation(summary = "What the rehearsal does, or did last")
    @APIResponse(responseCode = "200", description = "State and figures")
    @APIResponse(responseCode = "404", description = "Not in demo mode")
    public RehearsalView view() {
        onlyInDemoMode();
        return rehearsals.view();
    }

    @POST
    @Operation(
            summary = "Let synthetic learners study",
            description =
                    "They log in, study, sit tests and leave through this server's own public API, with the rhythm"
                            + " of people. The rehearsal ends by itself.")
    @APIResponse(responseCode = "202", description = "Begun")
    @APIResponse(responseCode = "400", description = "Numbers out of range: `invalid-request`")
    @APIResponse(responseCode = "404", description = "Not in demo mode")
    @APIResponse(responseCode = "409", description = "One is under way: `conflict`, reason `rehearsal-running`")
    @APIResponse(responseCode = "503", description = "The demo is still being loaded")
    public Uni<RestResponse<RehearsalView>> start(@Valid @NotNull RehearsalRequest request) {
        onlyInDemoMode();
        return rehearsals.start(request).map(RehearsalResource::answer);
    }

    @DELETE
    @Operation(summary = "End the rehearsal; its learners leave")
    @APIResponse(responseCode = "200", description = "State and figures at the end")
    @APIResponse(responseCode = "404", description = "Not in demo mode")
    public Uni<RehearsalView> stop() {
        onlyInDemoMode();
        return rehearsals.stop();
    }

    private static RestResponse<RehearsalView> answer(RehearsalStart start) {
        return switch (start) {
            case RehearsalStart.Begun(RehearsalView view) -> RestResponse.status(RestResponse.Status.ACCEPTED, view);
            case RehearsalStart.AlreadyRunning() ->
                throw Problem.conflict("rehearsal-running", "A rehearsal is under way; end it first.");
            case RehearsalStart.NotLoaded() -> throw Problem.overloaded("The demo is still being loaded.", SOON);
        };
    }

    private void onlyInDemoMode() {
        if (!config.enabled()) {
            throw Problem.notFound();
        }
    }
}
