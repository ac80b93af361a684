package cn.chaoxue.demo;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/// One synthetic learner: logs in, looks at the list, studies the shortest course first, sits its test, and leaves or
/// goes on. Used from one event loop only.
final class RehearsalLearner {

    private static final int SHORT_SECONDS = 120;
    private static final String GRADED = "GRADED";

    private final Persona persona;
    private final ApiSession session;
    private final RehearsalCounts counts;
    private final AnswerKeys keys;
    private final SplittableRandom random;
    private final Pace pace;
    private Iterator<JsonObject> plan = List.<JsonObject>of().iterator();

    RehearsalLearner(Persona persona, ApiClient api, RehearsalCounts counts, AnswerKeys keys, SplittableRandom random) {
        this.persona = persona;
        this.session = new ApiSession(api, persona);
        this.counts = counts;
        this.keys = keys;
        this.random = random;
        this.pace = new Pace(random);
    }

    Pace pace() {
        return pace;
    }

    Uni<Scene.Next> logIn() {
        return session.open()
                .invoke(counts.logins::increment)
                .invoke(counts.active::incrementAndGet)
                .replaceWith(() -> new Scene.Next(this::choose, pace.lookAround()));
    }

    /// What to do when a call failed: log in again, give the course up, or simply try again.
    Scene.Next after(Scene failed, Throwable failure) {
        counts.errors.increment();
        if (!(failure instanceof ApiRefusal refusal)) {
            return new Scene.Next(failed, pace.afterFailure(Duration.ZERO));
        }
        Scene next = switch (refusal.status()) {
            case 401 -> session.isOpen() ? () -> reopen(failed) : Scene.GONE;
            case 400, 403, 404, 409, 410 -> this::goOn;
            default -> failed;
        };
        return new Scene.Next(next, pace.afterFailure(refusal.retryAfter()));
    }

    /// Ends the session at the end of the rehearsal or of the learner's plan.
    Uni<Scene.Next> leave() {
        if (!session.isOpen()) {
            return Scene.END.now();
        }
        counts.active.decrementAndGet();
        return session.close().replaceWith(Scene.END);
    }

    private Uni<Scene.Next> reopen(Scene interrupted) {
        return session.open()
                .invoke(counts.logins::increment)
                .replaceWith(() -> new Scene.Next(interrupted, pace.lookAround()));
    }

    private Uni<Scene.Next> choose() {
        return session.get("/me/courses").chain(list -> {
            plan = planned(list.getJsonArray("items")).iterator();
            return goOn();
        });
    }

    /// Each course once, though several campaigns may list it; not the completed ones; the short one first.
    private List<JsonObject> planned(JsonArray items) {
        Map<Long, JsonObject> open = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            JsonObject course = items.getJsonObject(i);
            if (!course.getBoolean("completed", false)) {
                open.putIfAbsent(course.getLong("courseId"), course);
            }
        }
        List<JsonObject> brief = new ArrayList<>();
        List<JsonObject> lengthy = new ArrayList<>();
        open.values().forEach(c -> (c.getInteger("durationSeconds") <= SHORT_SECONDS ? brief : lengthy).add(c));
        if (persona.diligent() && !lengthy.isEmpty()) {
            brief.add(lengthy.get(random.nextInt(lengthy.size())));
        }
        return brief;
    }

    private Uni<Scene.Next> goOn() {
        return plan.hasNext() ? begin(plan.next()).now() : leave();
    }

    private Scene.Next begin(JsonObject course) {
        Long examId = course.getLong("examId");
        if (course.getDouble("progress", 0.0) >= 1 && examId != null) {
            return new Scene.Next(() -> openTest(examId), pace.lookAround());
        }
        var sitting = new CourseSitting(
                course.getLong("courseId"),
                course.getInteger("durationSeconds"),
                course.getDouble("coveredSeconds", 0.0),
                new UUID(random.nextLong(), random.nextLong()).toString(),
                System.nanoTime());
        return new Scene.Next(() -> study(course, sitting), pace.lookAround());
    }

    private Uni<Scene.Next> study(JsonObject course, CourseSitting sitting) {
        JsonObject beat = sitting.heartbeat(System.nanoTime());
        return session.post("/study/heartbeats", beat)
                .invoke(counts.heartbeats::increment)
                .map(answer -> afterHeartbeat(course, sitting, answer.getBoolean("complete", false)));
    }

    private Scene.Next afterHeartbeat(JsonObject course, CourseSitting sitting, boolean complete) {
        if (!complete) {
            return new Scene.Next(() -> study(course, sitting), sitting.untilEnd(pace.heartbeat()));
        }
        Long examId = course.getLong("examId");
        return new Scene.Next(examId == null ? this::goOn : () -> openTest(examId), pace.lookAround());
    }

    private Uni<Scene.Next> openTest(long examId) {
        return session.post("/exams/" + examId + "/attempts", new JsonObject()).map(paper -> answer(examId, paper));
    }

    private Scene.Next answer(long examId, JsonObject paper) {
        JsonArray questions = paper.getJsonArray("questions");
        JsonObject answers = keys.answer(questions, persona.skill(), random);
        String attempt = paper.getValue("attemptId").toString();
        return new Scene.Next(() -> submit(examId, attempt, answers), pace.answerPaper(questions.size()));
    }

    private Uni<Scene.Next> submit(long examId, String attempt, JsonObject answers) {
        return session.submit(attempt, new JsonObject().put("answers", answers))
                .invoke(counts.submissions::increment)
                .replaceWith(() -> new Scene.Next(() -> result(examId, attempt), pace.waitForResult()));
    }

    private Uni<Scene.Next> result(long examId, String attempt) {
        return session.get("/attempts/" + attempt).chain(state -> read(examId, attempt, state));
    }

    private Uni<Scene.Next> read(long examId, String attempt, JsonObject state) {
        if (!GRADED.equals(state.getString("state"))) {
            return new Scene.Next(() -> result(examId, attempt), pace.waitForResult()).now();
        }
        if (!state.getBoolean("passed", false)) {
            return new Scene.Next(() -> openTest(examId), pace.lookAround()).now();
        }
        counts.completions.increment();
        return goOn();
    }
}
