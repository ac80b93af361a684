package cn.chaoxue.load.faults;

import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Pace;
import cn.chaoxue.load.crowd.Request;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.School.Learner;
import cn.chaoxue.load.rush.Passwords;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// People who neither watch nor sit a test: they log in, look at their courses, open the page of a board. Each request
/// is
/// sent once; what counts is that it is answered.
final class Visitors implements AutoCloseable {

    private static final int LONGEST_SECONDS = 600;

    private final List<Learner> learners;
    private final String operator;
    private final Meter meter = new Meter();
    private final Crowd<Integer> crowd;

    private Visitors(Ground ground, int perSecond) {
        this.learners = ground.school().learners();
        this.operator = ground.stage().tokens().of(ground.school().operator());
        // Enough of them that the next request is in time even where answers take longer than they may.
        this.crowd = Crowd.of(
                6 * perSecond,
                Pace.of(
                        perSecond,
                        IntStream.range(0, perSecond * LONGEST_SECONDS).boxed().toList()),
                this::visit,
                ground.balancer(),
                meter);
    }

    /// So many requests a second; of six, one is a log-in.
    static Visitors of(Ground ground, int perSecond) throws SQLException, IOException {
        Passwords.give(
                ground.stage(),
                ground.school().learners().stream().map(Learner::id).toList());
        return new Visitors(ground, perSecond);
    }

    /// What they experienced.
    Meter meter() {
        return meter;
    }

    /// Demands that everybody was served while nothing is broken: a refusal later would prove nothing otherwise.
    void judgeBefore(Verdict verdict) {
        verdict.demand(meter.attempts() > 0 && unserved() == 0, "visitors before the fault: %s", meter);
        meter.absolve();
    }

    /// Demands that all have gone, that each request was answered within three seconds, and with 503 or 429 and when to
    /// come back where it could not be served.
    void judge(Verdict verdict) {
        verdict.demand(crowd.sendHome(Duration.ofMinutes(1)), "visitors still wait for an answer");
        verdict.figure("log-ins, courses, boards", meter.toString());
        verdict.figure("slowest of them s", meter.slowestSeconds());
        verdict.demand(meter.late() == 0, "%d visitors waited longer than 3 s", meter.late());
        verdict.demand(meter.withoutRetryAfter() == 0, "visitors were refused without Retry-After");
        verdict.demand(unserved() == meter.of("503") + meter.of("429"), "visitors were answered %s", meter);
    }

    private long unserved() {
        return meter.attempts() - meter.of("2xx");
    }

    private boolean visit(Integer number, Client client) throws IOException {
        Learner learner = learners.get(number % learners.size());
        Request request = switch (number % 6) {
            case 0 -> logIn(learner);
            case 1, 3 -> Request.get("/api/v1/me/courses", learner.token());
            default -> Request.get("/api/v1/campaigns/" + School.CAMPAIGN + "/tally", operator);
        };
        return client.once(request).successful();
    }

    private static Request logIn(Learner learner) {
        String body = "{\"username\":\"%s\",\"password\":\"%s\"}"
                .formatted(Passwords.usernameOf(learner.id()), Passwords.PASSWORD);
        return new Request("POST", "/api/v1/auth/login", "", body);
    }

    @Override
    public void close() {
        crowd.close();
    }
}
