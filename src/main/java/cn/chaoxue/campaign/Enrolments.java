package cn.chaoxue.campaign;

import cn.chaoxue.platform.cache.RecentAnswers;
import cn.chaoxue.platform.clock.SharedClock;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Who studies what, and under which policy.
@ApplicationScoped
public class Enrolments {

    /// The policy a learner studies a course under.
    /// @param allowedRate media seconds credited per second of wall clock
    public record StudyPolicy(double allowedRate) {}

    /// When a campaign lets an enrolled learner study a course.
    private record Window(Instant opensAt, Instant closesAt, double allowedRate) {

        boolean contains(Instant at) {
            return !at.isBefore(opensAt) && at.isBefore(closesAt);
        }
    }

    private static final String WINDOWS = """
            select c.opens_at, c.closes_at, c.allowed_rate
            from enrolment e
            join campaign_course k on k.campaign_id = e.campaign_id
            join campaign c on c.id = e.campaign_id
            where e.learner_id = $1 and k.course_id = $2 and c.closes_at > now()
            """;

    private static final String MAY_READ = """
            select exists (
                select from enrolment e
                join campaign_course k on k.campaign_id = e.campaign_id
                join campaign c on c.id = e.campaign_id
                where e.learner_id = $1 and k.course_id = $2 and c.opens_at <= now()) as may
            """;

    private final Database database;
    private final SharedClock clock;
    private final RecentAnswers<LearnerCourse, List<Window>> windows;

    Enrolments(Database database, SharedClock clock, CampaignConfig config) {
        this.database = database;
        this.clock = clock;
        this.windows = new RecentAnswers<>(
                "enrolment-windows",
                config.rememberAtMost(),
                found -> found.isEmpty() ? config.rememberAbsentFor() : config.rememberEnrolmentFor(),
                found -> found.isEmpty() ? Duration.ZERO : config.rememberUnanswered());
    }

    /// The most generous policy of the campaigns that are open now and enrol the learner for the course; empty where
    /// none does. Answers from a short-lived bounded cache: this is asked with every heartbeat.
    public Uni<Optional<StudyPolicy>> policy(LearnerCourse who) {
        return windows.get(who, this::load).map(this::mostGenerousNow);
    }

    /// The same as a Vert.x future, for the hottest path.
    public Future<Optional<StudyPolicy>> askPolicy(LearnerCourse who) {
        return windows.ask(who, this::load).map(this::mostGenerousNow);
    }

    /// Whether the learner is enrolled for the course in a campaign that has opened, be it closed again.
    Uni<Boolean> mayRead(LearnerCourse who) {
        return database.query(MAY_READ, Tuple.of(who.learnerId(), who.courseId()), row -> row.getBoolean("may"))
                .map(List::getFirst);
    }

    private Uni<List<Window>> load(LearnerCourse who) {
        return database.query(WINDOWS, Tuple.of(who.learnerId(), who.courseId()), Enrolments::windowOf);
    }

    private Optional<StudyPolicy> mostGenerousNow(List<Window> windows) {
        Instant now = clock.instant();
        return windows.stream()
                .filter(window -> window.contains(now))
                .max(Comparator.comparingDouble(Window::allowedRate))
                .map(window -> new StudyPolicy(window.allowedRate()));
    }

    private static Window windowOf(Row row) {
        return new Window(
                row.get(OffsetDateTime.class, "opens_at").toInstant(),
                row.get(OffsetDateTime.class, "closes_at").toInstant(),
                row.getNumeric("allowed_rate").doubleValue());
    }
}
