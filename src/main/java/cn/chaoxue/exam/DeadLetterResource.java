package cn.chaoxue.exam;

import cn.chaoxue.identity.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Submissions no retry could save, for operators.
@Path("/api/v1/exams/dead-letters")
@RolesAllowed(Role.Names.OPERATOR)
@Tag(name = "Operations")
public class DeadLetterResource {

    private final DeadLetters letters;
    private final Redriving redriving;

    DeadLetterResource(DeadLetters letters, Redriving redriving) {
        this.letters = letters;
        this.redriving = redriving;
    }

    /// How many letters a re-drive saved.
    public record Redriven(int redriven) {}

    /// What waits.
    @GET
    @Operation(operationId = "listExamDeadLetters", summary = "Submissions that could not be graded, with the reason")
    @APIResponse(
            responseCode = "200",
            description = "Oldest first.",
            content = @Content(schema = @Schema(implementation = DeadLetterView.class), example = """
                    {"items":[{"id":1,"attemptId":"4711","entry":"exam:{s3}:submissions 1700000000000-0",
                     "reason":"cannot be marked: question 17 is not in the bank of exam 7",
                     "createdAt":"2026-03-01T08:00:00Z"}],"next":null}"""))
    @APIResponse(responseCode = "403", description = "Not an operator (`forbidden`).")
    public Uni<DeadLetterView> waiting(
            @QueryParam("after") @DefaultValue("0") @Min(0) long after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return letters.waiting(after, limit).map(found -> DeadLetterView.of(found, limit));
    }

    /// Tries again.
    @POST
    @Path("/redrive")
    @Operation(
            operationId = "redriveExamDeadLetters",
            summary = "Grade waiting dead letters whose cause has been removed",
            description =
                    "Each in its own transaction; those that still fail stay, with the new reason. Repeating it is"
                            + " harmless.")
    @APIResponse(
            responseCode = "200",
            description = "How many were saved.",
            content = @Content(schema = @Schema(implementation = Redriven.class), example = "{\"redriven\":1}"))
    @APIResponse(responseCode = "403", description = "Not an operator (`forbidden`).")
    public Uni<Redriven> redrive(
            @QueryParam("after") @DefaultValue("0") @Min(0) long after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return redriving.redrive(after, limit).map(Redriven::new);
    }
}
