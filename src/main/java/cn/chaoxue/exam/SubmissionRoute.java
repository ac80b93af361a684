package cn.chaoxue.exam;

import cn.chaoxue.exam.AttemptBuffer.Seat;
import cn.chaoxue.identity.Role;
import cn.chaoxue.identity.RouteCallers;
import cn.chaoxue.platform.http.JsonBody;
import cn.chaoxue.platform.overload.RouteAdmission;
import cn.chaoxue.platform.overload.Traffic;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.problem.ProblemException;
import cn.chaoxue.platform.problem.RawProblems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/attempts/{attemptId}/submission` as a raw route: at the end of a test everybody submits at once
/// (docs/adr/0016). Authentication, errors and documents ([ExamApiFilter]) are those of every other endpoint.
@Singleton
class SubmissionRoute {

    static final String PATH = "/api/v1/attempts/{attemptId}/submission";

    private static final String MATCHING = "/api/v1/attempts/(?<attemptId>\\d{1,18})/submission";
    /// After the headers that protect browsers, before what only quarkus-rest endpoints need.
    private static final int BEHIND_PROTECTIONS = -999;
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1,128}");
    private static final int ACCEPTED = 202;

    private final RouteAdmission admission;
    private final RouteCallers callers;
    private final JsonBody bodies;
    private final SubmittingAnswers submitting;
    private final Patience patience;
    private final ExamMetrics metrics;
    private final RawProblems problems;
    private final ObjectReader requests;

    SubmissionRoute(
            RouteAdmission admission,
            RouteCallers callers,
            JsonBody bodies,
            SubmittingAnswers submitting,
            Patience patience,
            ExamMetrics metrics,
            RawProblems problems,
            ObjectMapper mapper) {
        this.admission = admission;
        this.callers = callers;
        this.bodies = bodies;
        this.submitting = submitting;
        this.patience = patience;
        this.metrics = metrics;
        this.problems = problems;
        this.requests = mapper.readerFor(SubmitRequest.class);
    }

    void register(@Observes Router router) {
        router.postWithRegex(MATCHING).order(BEHIND_PROTECTIONS).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        try {
            admission.admit(Traffic.EXAM_SUBMISSION, context);
            long learnerId = callers.having(Role.LEARNER, context).id();
            Seat seat = new Seat(Long.parseLong(context.pathParam("attemptId")), learnerId);
            requireKey(context.request());
            bodies.read(context, MAX_BODY_BYTES, body -> submit(seat, body, context.response()));
        } catch (ProblemException refusal) {
            problems.answer(context.response(), refusal);
            context.request().resume();
        }
    }

    private void submit(Seat seat, Buffer body, HttpServerResponse response) {
        long begin = System.nanoTime();
        Future<Taking> taking =
                Future.succeededFuture(body).map(this::answers).compose(answers -> submitting.submit(seat, answers));
        patience.with(taking)
                .onComplete(_ -> metrics.answered(System.nanoTime() - begin))
                .onSuccess(taken -> answer(seat, taken, response))
                .onFailure(failure -> problems.answer(response, failure));
    }

    private void answer(Seat seat, Taking taking, HttpServerResponse response) {
        if (!(taking instanceof Taking.Submitted(String receipt))) {
            problems.answer(response, taking.refusal());
        } else if (!response.closed()) {
            response.setStatusCode(ACCEPTED)
                    .putHeader(HttpHeaders.CONTENT_TYPE, JsonBody.TYPE)
                    .end(new ReceiptView(receipt, seat.attemptId()).json());
        }
    }

    private Map<Long, @Nullable List<@Nullable String>> answers(Buffer body) {
        @Nullable SubmitRequest request = read(body);
        if (request == null) {
            throw Problem.invalid("body", "expected a body");
        }
        return request.answersOrRefusal();
    }

    private @Nullable SubmitRequest read(Buffer body) {
        try {
            return requests.readValue(body.getBytes());
        } catch (JsonProcessingException malformed) {
            throw Problem.of(malformed);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireKey(HttpServerRequest request) {
        String key = request.getHeader("Idempotency-Key");
        if (key == null || !VISIBLE.matcher(key).matches()) {
            throw Problem.invalid(
                    "idempotencyKey", "expected header Idempotency-Key: 1 to 128 visible ASCII characters");
        }
    }
}
