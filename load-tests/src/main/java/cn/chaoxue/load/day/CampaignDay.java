package cn.chaoxue.load.day;

import static io.gatling.javaapi.core.CoreDsl.*;
import static io.gatling.javaapi.http.HttpDsl.*;

import cn.chaoxue.load.crowd.School;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// What learners do: log in, look at their courses, watch a film with a heartbeat every 15 s, and one in ten sits a
/// test meanwhile, saving answers and handing them in. Liaisons keep a board open. Everybody has a connection of their
/// own.
public final class CampaignDay extends Simulation {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final double SHARE_SITTING_A_TEST = 10;
    private static final int TEST = 1;

    private final DayPlan plan = DayPlan.fromProperties();
    private final long endMillis =
            System.currentTimeMillis() + plan.ramp().plus(plan.steady()).toMillis();

    private final HttpProtocolBuilder service = http.baseUrls(plan.urls())
            .localAddress(plan.source())
            .acceptHeader("application/json")
            .contentTypeHeader("application/json")
            .userAgentHeader("campaign-day")
            .disableCaching()
            .disableFollowRedirect();

    private final ChainBuilder logIn = doIf(CampaignDay::withoutToken)
            .then(asLongAs(CampaignDay::withoutToken)
                    .on(exec(http("log in")
                                    .post("/api/v1/auth/login")
                                    .body(StringBody(Bodies::login))
                                    .check(status().in(200, 429))
                                    .check(jsonPath("$.accessToken").optional().saveAs("token"))
                                    .check(jsonPath("$.waitingRoom.ticket")
                                            .optional()
                                            .saveAs("ticket"))
                                    .check(header("Retry-After").optional().saveAs("retry")))
                            .doIf(CampaignDay::withoutToken)
                            .then(pause(session -> Duration.ofSeconds(
                                    session.contains("retry") ? Long.parseLong(session.getString("retry")) : 5)))));

    private final ChainBuilder lookAround = exec(http("my courses")
                    .get("/api/v1/me/courses")
                    .header("Authorization", CampaignDay::bearer)
                    .check(status().is(200)))
            .pause(1, 3)
            .exec(http("course")
                    .get("/api/v1/courses/" + School.FILM)
                    .header("Authorization", CampaignDay::bearer)
                    .check(status().is(200)))
            .exec(http("progress")
                    .get("/api/v1/study/courses/" + School.FILM)
                    .header("Authorization", CampaignDay::bearer)
                    .check(status().is(200)))
            .exec(session -> session.set("began", System.currentTimeMillis()).set("seq", 0));

    private final ChainBuilder heartbeat = pace(HEARTBEAT)
            .exec(session -> session.set("seq", session.getInt("seq") + 1))
            .exec(http("heartbeat")
                    .post("/api/v1/study/heartbeats")
                    .header("Authorization", CampaignDay::bearer)
                    .body(StringBody(Bodies::heartbeat))
                    .check(status().is(200)));

    private final ChainBuilder sitTest = exec(http("start test")
                    .post("/api/v1/exams/" + TEST + "/attempts")
                    .header("Authorization", CampaignDay::bearer)
                    .check(status().is(201))
                    .check(jsonPath("$.attemptId").saveAs("attempt")))
            .exitHereIfFailed()
            .repeat(3, "saved")
            .on(pause(4, 8)
                    .exec(http("save answers")
                            .put("/api/v1/attempts/#{attempt}/answers")
                            .header("Authorization", CampaignDay::bearer)
                            .body(StringBody(Bodies::saving))
                            .check(status().is(200))))
            .pause(2, 4)
            .exec(http("hand in")
                    .post("/api/v1/attempts/#{attempt}/submission")
                    .header("Authorization", CampaignDay::bearer)
                    .header("Idempotency-Key", "day-#{attempt}")
                    .body(StringBody(Bodies::submission))
                    .check(status().is(202)))
            .pause(2)
            .exec(http("result")
                    .get("/api/v1/attempts/#{attempt}")
                    .header("Authorization", CampaignDay::bearer)
                    .check(status().is(200)));

    private final ScenarioBuilder learner = scenario("learner")
            .feed(lines(plan.people()))
            .exec(logIn, lookAround)
            .randomSwitch()
            .on(percent(SHARE_SITTING_A_TEST)
                    .then(repeat(session -> 1 + (int) (session.userId() % 3)).on(exec(heartbeat)), sitTest))
            .asLongAs(this::stillDay)
            .on(exec(heartbeat));

    private final ScenarioBuilder liaison = scenario("liaison")
            .feed(lines(plan.boards()))
            .exec(sse("open board")
                    .get("/api/v1/campaigns/" + School.CAMPAIGN + "/live?children=true&unit=#{id}")
                    .header("Authorization", CampaignDay::bearer))
            .asLongAs(this::stillDay)
            .on(pause(5))
            .exec(sse("close board").close());

    public CampaignDay() {
        List<PopulationBuilder> people = new ArrayList<>();
        people.add(learner.injectOpen(rampUsers(count(plan.people())).during(plan.ramp())));
        if (count(plan.boards()) > 0) {
            people.add(liaison.injectOpen(rampUsers(count(plan.boards())).during(plan.ramp())));
        }
        setUp(people)
                .protocols(service)
                .maxDuration(plan.ramp().plus(plan.steady()).plusSeconds(40));
    }

    private boolean stillDay(Session session) {
        return System.currentTimeMillis() < endMillis;
    }

    private static boolean withoutToken(Session session) {
        return !session.contains("token") || session.getString("token").isEmpty();
    }

    private static String bearer(Session session) {
        return "Bearer " + session.getString("token");
    }

    private static int count(Path file) {
        try (var lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Iterator<Map<String, Object>> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split("\t", 2))
                    .map(parts -> Map.<String, Object>of("id", parts[0], "token", parts[1]))
                    .iterator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
