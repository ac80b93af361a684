package cn.chaoxue.exam;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.overload.Carries;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Tests of courses.
@Carries(Traffic.EXAM_START)
@Path("/api/v1/exams/{examId:\\d+}")
@Tag(name = "Exams", description = "Tests, attempts, submissions and results (A3.5).")
public class ExamResource {

    private final Attempts attempts;
    private final Banks banks;
    private final Patience patience;
    private final Caller caller;

    ExamResource(Attempts attempts, Banks banks, Patience patience, Caller caller) {
        this.attempts = attempts;
        this.banks = banks;
        this.patience = patience;
        this.caller = caller;
    }

    /// The test and whether it can be begun.
    @GET
    @RolesAllowed(Role.Names.LEARNER)
    @Operation(
            operationId = "getExam",
            summary = "A test before it is begun",
            description = "`open` tells whether an attempt can be begun or gone on with; else `reason` says why not.")
    @APIResponse(
            responseCode = "200",
            description = "The test.",
            content = @Content(schema = @Schema(implementation = ExamView.class), example = """
                    {"examId":7,"courseId":3,"title":"课程测试","passMark":60,"questionCount":3,"durationSeconds":600,
                     "maxAttempts":3,"attemptsUsed":1,"open":true,"lastAttemptId":4711,"bestScore":33,"passed":false}"""))
    @APIResponse(responseCode = "404", description = "No campaign brings this test to the caller (`not-found`).")
    @APIResponse(responseCode = "503", description = "Temporarily unavailable (`overloaded`), with `Retry-After`.")
    public Uni<ExamView> exam(@PathParam("examId") long examId) {
        return patience.with(attempts.view(examId, caller.id())).map(view -> view.orElseThrow(Problem::notFound));
    }

    /// Begins an attempt or goes on with the open one.
    @POST
    @Path("/attempts")
    @RolesAllowed(Role.Names.LEARNER)
    @Operation(
            operationId = "startAttempt",
            summary = "Begin an attempt, or get the paper of the open one again",
            description =
                    "The paper holds no answer key. The deadline is the server's; calling again before it yields the"
                            + " same paper and uses up nothing.")
    @APIResponse(
            responseCode = "201",
            description = "The paper.",
            content = @Content(schema = @Schema(implementation = PaperView.class), example = """
                    {"attemptId":4711,"startedAt":"2026-03-01T08:00:00Z","deadline":"2026-03-01T08:10:00Z","questions":[
                     {"questionId":17,"kind":"SINGLE","stem":"…","options":[{"key":"B","text":"…"},{"key":"A","text":"…"}]}]}"""))
    @APIResponse(responseCode = "404", description = "No campaign brings this test to the caller (`not-found`).")
    @APIResponse(
            responseCode = "409",
            description = "`conflict` with reason `progress-incomplete`, `no-attempt-left`, `already-passed`,"
                    + " `campaign-closed` or `result-pending`.")
    @APIResponse(responseCode = "503", description = "Temporarily unavailable (`overloaded`), with `Retry-After`.")
    public Uni<Response> start(@PathParam("examId") long examId) {
        return patience.with(attempts.start(examId, caller.id())).map(ExamResource::response);
    }

    /// The bank with its keys.
    @GET
    @Path("/questions")
    @RolesAllowed({Role.Names.OPERATOR, Role.Names.CENTRE_ADMIN})
    @Operation(operationId = "getQuestions", summary = "The bank of a test with its answer keys")
    @APIResponse(
            responseCode = "200",
            description = "All questions in bank order.",
            content = @Content(schema = @Schema(implementation = BankView.class), example = """
                    {"items":[{"questionId":17,"kind":"MULTIPLE","stem":"…","options":[{"key":"A","text":"…"},
                     {"key":"B","text":"…"}],"correct":["A","B"],"points":1}]}"""))
    @APIResponse(responseCode = "403", description = "Neither operator nor centre administrator (`forbidden`).")
    @APIResponse(responseCode = "404", description = "There is no such test (`not-found`).")
    public Uni<BankView> questions(@PathParam("examId") long examId) {
        return banks.of(examId).map(bank -> BankView.of(bank.orElseThrow(Problem::notFound)));
    }

    private static Response response(Starting starting) {
        return switch (starting) {
            case Starting.Started(PaperView paper) ->
                Response.status(Response.Status.CREATED).entity(paper).build();
            case Starting.Refused(Refusal why) -> throw Problem.conflict(why.slug(), why.detail());
            case Starting.Unknown() -> throw Problem.notFound();
        };
    }
}
