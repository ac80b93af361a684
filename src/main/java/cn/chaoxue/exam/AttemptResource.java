package cn.chaoxue.exam;

import cn.chaoxue.exam.AttemptBuffer.Seat;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.overload.Carries;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// A learner's attempt at a test: saving and result; [SubmissionRoute] submits it. Someone else's attempt is not there.
@Carries(Traffic.EXAM_START)
@Path("/api/v1/attempts/{attemptId:\\d+}")
@RolesAllowed(Role.Names.LEARNER)
@Tag(name = "Exams")
public class AttemptResource {

    private final SavingAnswers saving;
    private final AttemptReading reading;
    private final Patience patience;
    private final Caller caller;

    AttemptResource(SavingAnswers saving, AttemptReading reading, Patience patience, Caller caller) {
        this.saving = saving;
        this.reading = reading;
        this.patience = patience;
        this.caller = caller;
    }

    /// State and, once graded, result.
    @GET
    @Operation(operationId = "getAttempt", summary = "State and result of an attempt")
    @APIResponse(
            responseCode = "200",
            description = "`OPEN` with the saved answers, `SUBMITTED`, or `GRADED` with score and result.",
            content = @Content(schema = @Schema(implementation = AttemptView.class), example = """
                    {"attemptId":4711,"examId":7,"state":"GRADED","score":80,"passMark":60,"passed":true,
                     "startedAt":"2026-03-01T08:00:00Z","deadline":"2026-03-01T08:10:00Z"}"""))
    @APIResponse(responseCode = "404", description = "The caller has no such attempt (`not-found`).")
    @APIResponse(responseCode = "503", description = "Temporarily unavailable (`overloaded`), with `Retry-After`.")
    public Uni<AttemptView> attempt(@PathParam("attemptId") long attemptId) {
        return patience.with(reading.view(seat(attemptId))).map(view -> view.orElseThrow(Problem::notFound));
    }

    /// Keeps answers until submission.
    @PUT
    @Path("/answers")
    @Operation(
            operationId = "saveAnswers",
            summary = "Keep answers until submission",
            description =
                    "The highest `seq` wins, in whatever order saves arrive. What is kept when the deadline passes is"
                            + " submitted by the server.")
    @APIResponse(
            responseCode = "200",
            description = "Durable. `savedSeq` is the save now kept: this one, or a later one that was faster.",
            content = @Content(schema = @Schema(implementation = SavedView.class), example = "{\"savedSeq\":3}"))
    @APIResponse(responseCode = "400", description = "`invalid-request`: not a question, or option, of this paper.")
    @APIResponse(responseCode = "404", description = "The caller has no such attempt (`not-found`).")
    @APIResponse(responseCode = "409", description = "`conflict` with reason `deadline-passed` or `already-submitted`.")
    @APIResponse(responseCode = "503", description = "Not kept (`overloaded`), with `Retry-After`.")
    public Uni<SavedView> save(
            @PathParam("attemptId") long attemptId, @NotNull(message = "expected a body") @Valid SaveRequest request) {
        return patience.with(saving.save(seat(attemptId), request.seq(), request.answers()))
                .map(AttemptResource::saved);
    }

    private Seat seat(long attemptId) {
        return new Seat(attemptId, caller.id());
    }

    private static SavedView saved(Taking taking) {
        if (taking instanceof Taking.Saved(long seq)) {
            return new SavedView(seq);
        }
        throw taking.refusal();
    }
}
