package cn.chaoxue.study;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.OwnersSql;
import cn.chaoxue.fixture.StepByStep;
import cn.chaoxue.fixture.Students.Student;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What cannot be written, or not even be read, becomes a dead letter and costs the others nothing.
@QuarkusTest
@TestProfile(StepByStep.class)
class UnwritableProgressTest extends UnwrittenProgress {

    private static final String REFUSE = """
            create function refuse_for_a_test() returns trigger language plpgsql as $$ begin
                if new.learner_id = %d then
                    raise exception 'refused for a test' using errcode = '54001';
                end if;
                return new;
            end $$""";

    @Inject
    CompletionFlusher completions;

    @Inject
    StudyBacklog backlog;

    @Test
    void changeThatCannotBeWritten_isBuriedAndTheOthersAreWritten() {
        Student gone = students.inCourseOf(100);
        Beat.send(gone, 0, 10).then().statusCode(200);
        sql.run("delete from campaign_course where course_id = ?", gone.courseId());
        sql.run("delete from course where id = ?", gone.courseId());

        flushEverything();

        assertThat(coveredSegments()).isEqualTo(2);
        assertThat(sql.number(
                        "select count(*) from dead_letter where source = 'study-progress' and entry_id like ?",
                        gone.learnerId() + ":%"))
                .isEqualTo(1);
        assertThat(dirtyCourses()).isZero();
    }

    @Test
    void whatNobodyCanRead_isBuriedHoldsUpNothingAndHeals() {
        Student spoiled = students.inCourseOf(100);
        Beat.send(spoiled, 0, 10).then().statusCode(200);
        redis.spoil(spoiled.learnerId(), spoiled.courseId());

        get(backlog.measure());
        flushEverything();
        get(completions.flush());

        assertThat(coveredSegments()).isEqualTo(2);
        assertThat(sql.number(
                        "select count(*) from dead_letter where entry_id like ? or payload ->> 'content' ~ ?",
                        "unreadable:" + spoiled.learnerId() + ":%",
                        "^(no (course of|flight of|learner)|1 flight) " + spoiled.learnerId() + "( *|:1,2:3)$"))
                .isEqualTo(5);
        assertThat(redis.completionEvents()).isZero();
        assertThat(Beat.send(spoiled, 0, 5).jsonPath().getInt("coveredSeconds")).isEqualTo(5);
    }

    @Test
    void changeRefusedForADoubtfulReason_isBuriedOnceOthersPassedBesideItOften() {
        Student odd = students.inCourseOf(100);
        Beat.send(odd, 0, 10).then().statusCode(200);
        List<Flight> flights = get(flusher.claim());
        AtomicInteger rounds = new AtomicInteger();
        OwnersSql.run(
                REFUSE.formatted(odd.learnerId()),
                "create trigger refuse_for_a_test before insert on"
                        + " course_progress for each row execute function refuse_for_a_test()");
        try {
            await().atMost(60, SECONDS)
                    .pollInterval(Duration.ofMillis(600))
                    .ignoreExceptions()
                    .until(() -> {
                        rounds.incrementAndGet();
                        get(flusher.apply(flights));
                        return true;
                    });
        } finally {
            OwnersSql.run("drop trigger refuse_for_a_test on course_progress", "drop function refuse_for_a_test()");
        }
        get(flusher.release(flights));

        assertThat(rounds).hasValueGreaterThanOrEqualTo(5);
        assertThat(coveredSegments()).isEqualTo(2);
        assertThat(sql.value(
                        "select reason from dead_letter where source = 'study-progress' and entry_id like ?",
                        odd.learnerId() + ":%"))
                .asString()
                .contains("refused for a test");
    }
}
