package cn.chaoxue.study;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.fixture.Courses;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.StepByStep;
import cn.chaoxue.fixture.Students;
import cn.chaoxue.fixture.Students.Student;
import cn.chaoxue.study.CompletionStream.Event;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reaching 100 % is persisted once, at once, whatever dies in between.
@QuarkusTest
@TestProfile(StepByStep.class)
class CompletionFlusherTest {

    @Inject
    Students students;

    @Inject
    Courses courses;

    @Inject
    Sql sql;

    @Inject
    CompletionFlusher flusher;

    @Inject
    CompletionStream stream;

    @Inject
    ProgressFlusher progress;

    @Inject
    ProgressQuery query;

    @Inject
    StudyRedis redis;

    Student student;

    @BeforeEach
    void learnerHasCompletedACourse() {
        await().atMost(20, SECONDS).until(() -> get(flusher.flush()) == 0 && redis.completionEvents() == 0);
        student = students.inCourseOf(15);
        Beat.send(student, 0, 15).then().statusCode(200);
    }

    @Test
    void completion_isPersistedWithHoursAndCountsBeforeTheFlush() {
        get(flusher.flush());

        assertSettledOnce();
        assertThat(redis.completionEvents()).isZero();
    }

    @Test
    void completion_isKnownAtOnce() {
        assertThat(get(query.complete(who()))).isTrue();
    }

    @Test
    void completion_isKnownWithoutRedis() {
        get(flusher.flush());
        redis.forget(student.learnerId());

        assertThat(get(query.complete(who()))).isTrue();
    }

    @Test
    void courseWithTest_isCompleteButNotSettledWithoutIt() {
        long course = courses.video(15);
        courses.withTest(course);
        student = students.inCourse(course);
        Beat.send(student, 0, 15).then().statusCode(200);

        get(flusher.flush());

        assertThat(completedRows()).isEqualTo(1);
        assertThat(completions()).isZero();
        assertThat(hours()).isZero();
    }

    @Test
    void consumerDiesAfterTaking_anotherTakesOverWhenTheLeaseEnds() {
        List<Event> taken = get(stream.take("dying"));
        assertThat(ours(taken)).hasSize(1);
        assertThat(ours(get(stream.take()))).as("leased").isEmpty();

        redis.endLeases(taken);
        assertThat(get(flusher.flush())).isPositive();
        assertSettledOnce();
        assertThat(redis.completionEvents()).isZero();
    }

    @Test
    void consumerDiesAfterCommit_replayChangesNothing() {
        get(flusher.apply(get(stream.take())));

        assertThat(get(flusher.flush())).as("its own undone event first").isPositive();

        assertSettledOnce();
        assertThat(redis.completionEvents()).isZero();
    }

    @Test
    void eventLostWithRedisLastSecond_isMadeUpForByTheFlush() {
        get(stream.done(get(stream.take())));

        await().atMost(30, SECONDS).until(() -> get(progress.flush()) == 0);

        assertSettledOnce();
    }

    @Test
    void eventAndFlushAtOnce_settleOnce() {
        get(Uni.join().all(flusher.flush(), progress.flush()).andFailFast());

        assertSettledOnce();
    }

    private void assertSettledOnce() {
        assertThat(completedRows()).isEqualTo(1);
        assertThat(completions()).isEqualTo(1);
        assertThat(hours()).isEqualTo(1);
        assertThat(sql.number("""
                select course_completions * 100 + completed * 10 + started
                from unit_tally t join enrolment e using (campaign_id, unit_id) where e.learner_id = ?
                """, student.learnerId()))
                .as("completions, completed, started")
                .isEqualTo(111);
    }

    private long completedRows() {
        return count("course_progress where completed_at is not null and learner_id = ?");
    }

    private long completions() {
        return count("course_completion where learner_id = ?");
    }

    private long hours() {
        return count("hour_credit where learner_id = ?");
    }

    private long count(String from) {
        return sql.number("select count(*) from " + from, student.learnerId());
    }

    private List<Event> ours(List<Event> events) {
        return events.stream()
                .filter(event -> event.change().who().equals(who()))
                .toList();
    }

    private LearnerCourse who() {
        return new LearnerCourse(student.learnerId(), student.courseId());
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(30));
    }
}
