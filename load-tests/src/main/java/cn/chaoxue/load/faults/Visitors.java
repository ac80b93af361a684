package cn.chaoxue.load.faults;

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
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// People who neither watch nor sit a test: they log in, look at their courses, open the page of a board. Each request
/// is sent once; what counts is that it is answered.
final class Visitors implements AutoCloseable {

    private static final int LONGEST_SECONDS = 600;

    private final Ground ground;
    private final List<Errand> errands;

    /// Those who come for one thing.
    private record Errand(String name, Meter meter, Crowd<Learner> people) {

        long unserved() {
            return meter.attempts() - meter.of("2xx");
        }
    }

    private Visitors(Ground ground, int perSecond) {
        this.ground = ground;
        String operator = ground.stage().tokens().of(ground.school().operator());
        Request board = Request.get("/api/v1/campaigns/" + School.CAMPAIGN + "/tally", operator);
        this.errands = List.of(
                errand("log-ins", perSecond / 6, Visitors::logIn),
                errand("course lists", perSecond / 3, who -> Request.get("/api/v1/me/courses", who.token())),
                errand("boards", perSecond / 2, _ -> board));
    }

    /// So many requests a second; of six, one is a log-in, two are course lists, three are boards.
    static Visitors of(Ground ground, int perSecond) throws SQLException, IOException {
        Passwords.give(
                ground.stage(),
                ground.school().learners().stream().map(Learner::id).toList());
        return new Visitors(ground, perSecond);
    }

    /// What they experienced, and these others.
    List<Meter> meters(Meter... others) {
        return Stream.concat(errands.stream().map(Errand::meter), Stream.of(others))
                .toList();
    }

    /// Demands that everybody was served while nothing is broken: a refusal later would prove nothing otherwise.
    void judgeBefore(Verdict verdict) {
        for (Errand errand : errands) {
            Meter meter = errand.meter;
            verdict.demand(
                    meter.attempts() > 0 && errand.unserved() == 0, "%s before the fault: %s", errand.name, meter);
            meter.absolve();
        }
    }

    /// Demands that all have gone, that each request was answered within three seconds, and with 503 or 429 and when to
    /// come back where it could not be served.
    void judge(Verdict verdict) {
        for (Errand errand : errands) {
            Meter meter = errand.meter;
            verdict.demand(errand.people.sendHome(Duration.ofMinutes(1)), "%s still wait for an answer", errand.name);
            verdict.figure(errand.name, "%s, slowest s %.2f".formatted(meter, meter.slowestSeconds()));
            verdict.demand(meter.late() == 0, "%d %s took longer than 3 s", meter.late(), errand.name);
            verdict.demand(meter.withoutRetryAfter() == 0, "%s were refused without Retry-After", errand.name);
            verdict.demand(
                    errand.unserved() == meter.of("503") + meter.of("429"), "%s were answered %s", errand.name, meter);
        }
    }

    private Errand errand(String name, int perSecond, Function<Learner, Request> request) {
        List<Learner> all = ground.school().learners();
        List<Learner> turns = IntStream.range(0, perSecond * LONGEST_SECONDS)
                .mapToObj(turn -> all.get(turn % all.size()))
                .toList();
        Meter meter = new Meter();
        // Enough of them that the next request is in time even where answers take longer than they may.
        Crowd<Learner> people = Crowd.of(
                6 * perSecond,
                Pace.of(perSecond, turns),
                (learner, client) -> client.once(request.apply(learner)).successful(),
                ground.balancer(),
                meter);
        return new Errand(name, meter, people);
    }

    private static Request logIn(Learner learner) {
        String body = "{\"username\":\"%s\",\"password\":\"%s\"}"
                .formatted(Passwords.usernameOf(learner.id()), Passwords.PASSWORD);
        return new Request("POST", "/api/v1/auth/login", "", body);
    }

    @Override
    public void close() {
        errands.forEach(errand -> errand.people.close());
    }
}
