package cn.chaoxue.deadletter;

import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Collection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Entries no retry could save, for operators.
@Path("/api/v1/dead-letters")
@RolesAllowed(Role.Names.OPERATOR)
@Tag(name = "Operations")
public class DeadLetterResource {

    private final Redriving redriving;

    DeadLetterResource(Redriving redriving) {
        this.redriving = redriving;
    }

    /// What waits.
    @GET
    @Operation(
            operationId = "listDeadLetters",
            summary = "Submissions and study progress that could not be persisted, with the reason")
    @APIResponse(
            responseCode = "200",
            description = "Oldest first; `source` is `exam-submission` or `study-progress`.",
            content = @Content(schema = @Schema(implementation = DeadLetterView.class), example = """
                    {"items":[{"id":1,"source":"exam-submission","entry":"exam:{s3}:submissions 1700000000000-0",
                     "about":{"attemptId":"4711"},
                     "reason":"cannot be marked: question 17 is not in the bank of exam 7",
                     "createdAt":"2026-03-01T08:00:00Z"}],"next":null}"""))
    @APIResponse(responseCode = "400", description = "There is no such source (`invalid-request`).")
    @APIResponse(responseCode = "403", description = "Not an operator (`forbidden`).")
    public Uni<DeadLetterView> waiting(
            @QueryParam("source") @Nullable String source,
            @QueryParam("after") @DefaultValue("0") @Min(0) long after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return redriving.waiting(sources(source), after, limit).map(items -> DeadLetterView.of(items, limit));
    }

    /// Tries again.
    @POST
    @Path("/redrive")
    @Operation(
            operationId = "redriveDeadLetters",
            summary = "Persist waiting dead letters whose cause has been removed",
            description =
                    "Each in its own transaction; those that still fail stay, with the new reason. Repeating it is"
                            + " harmless.")
    @APIResponse(
            responseCode = "200",
            description = "How many were saved, how many stay, and where to go on.",
            content =
                    @Content(
                            schema = @Schema(implementation = Redriven.class),
                            example = "{\"redriven\":1,\"stayed\":0,\"next\":null}"))
    @APIResponse(responseCode = "400", description = "There is no such source (`invalid-request`).")
    @APIResponse(responseCode = "403", description = "Not an operator (`forbidden`).")
    public Uni<Redriven> redrive(
            @QueryParam("source") @Nullable String source,
            @QueryParam("after") @DefaultValue("0") @Min(0) long after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return redriving.redrive(sources(source), after, limit);
    }

    private Collection<String> sources(@Nullable String source) {
        return redriving.named(source).orElseThrow(() -> Problem.invalid("source", "no such source of dead letters"));
    }
}
