package cn.chaoxue.study;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.StepByStep;
import cn.chaoxue.platform.redis.Shard;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A worker may die between any two of its steps; another one, or itself, goes on.
@QuarkusTest
@TestProfile(StepByStep.class)
class ProgressFlusherTest extends UnwrittenProgress {

    @Inject
    StudyConfig config;

    @Test
    void heartbeats_becomeOneRowAndAStart() {
        Beat.send(student, 10, 15).then().statusCode(200);

        flushEverything();

        assertThat(coveredSegments()).isEqualTo(3);
        assertThat(starts()).isEqualTo(1);
        assertThat(startedInTally()).isEqualTo(1);
        assertThat(dirtyCourses()).isZero();
    }

    @Test
    void workerDiesAfterClaiming_anotherWritesWhenTheLeaseEnds() {
        List<Flight> lost = get(flusher.claim());
        assertThat(ours(lost)).hasSize(1);

        assertThat(ours(get(flusher.claim()))).as("leased").isEmpty();

        takenOver();

        assertThat(coveredSegments()).isEqualTo(2);
        assertThat(startedInTally()).isEqualTo(1);
    }

    @Test
    void workerDiesAfterCommit_replayChangesNothing() {
        get(flusher.apply(get(flusher.claim())));
        long written = transactionOfRow();

        takenOver();
        assertThat(transactionOfRow()).as("the row is not written again").isEqualTo(written);
        assertThat(startedInTally()).isEqualTo(1);
        assertThat(dirtyCourses()).isZero();
    }

    @Test
    void heartbeatDuringFlush_staysDueAndIsWrittenNext() {
        List<Flight> claimed = get(flusher.claim());
        Beat.send(student, 10, 15).then().statusCode(200);
        get(flusher.apply(claimed));
        get(flusher.release(claimed));
        assertThat(coveredSegments()).isEqualTo(2);
        assertThat(dirtyCourses()).isEqualTo(1);

        flushEverything();

        assertThat(coveredSegments()).isEqualTo(3);
        assertThat(dirtyCourses()).isZero();
    }

    @Test
    void twoWorkersAtOnce_writeEachChangeOnce() {
        for (int i = 0; i < 20; i++) {
            Beat.send(students.inCourseOf(100), 0, 10).then().statusCode(200);
        }

        List<Integer> moved = get(Uni.join()
                .all(flusher.flush(), flusher.flush(), flusher.flush())
                .andFailFast());

        assertThat(moved.stream().mapToInt(Integer::intValue).sum()).isEqualTo(21);
        assertThat(dirtyCourses()).isZero();
    }

    @Test
    void backlogOfOneShard_isTakenByWholeBatches() {
        redis.makeDirty(id(), 600);

        int even = config.batchSize() / Shard.all().size();
        assertThat(courses(get(flusher.claim()))).isEqualTo(even);
        assertThat(courses(get(flusher.claim()))).isEqualTo(601 - even);

        flushEverything();
    }

    @Test
    void lateRelease_doesNotLetGoOfNewerWork() {
        List<Flight> late = get(flusher.claim());
        get(flusher.apply(late));
        Beat.send(student, 10, 15).then().statusCode(200);

        get(flusher.release(late));
        get(flusher.release(late));

        flushEverything();
        assertThat(coveredSegments()).isEqualTo(3);
    }

    @Test
    void lateReleaseOfAFlightTakenOver_doesNotLetGoOfTheNextOne() {
        List<Flight> late = get(flusher.claim());
        takenOver();
        Beat.send(student, 10, 15).then().statusCode(200);
        List<Flight> next = get(flusher.claim());
        assertThat(ours(next)).hasSize(1);

        get(flusher.release(late));

        assertThat(dirtyCourses()).as("the next one's worker may yet die").isEqualTo(1);
        get(flusher.release(next));
    }

    @Test
    void refusedSeconds_areKeptAsEvidence() {
        Beat.send(student, 0, 100).then().statusCode(200);

        flushEverything();

        assertThat(sql.number("select refused_seconds from course_progress where learner_id = ?", id()))
                .isGreaterThan(60);
    }

    /// Whoever had taken it is dead, and another one writes it.
    private void takenOver() {
        redis.endLeases();
        assertThat(get(flusher.flush())).isPositive();
    }

    private static int courses(List<Flight> claimed) {
        return claimed.stream().mapToInt(Flight::courses).sum();
    }

    private long transactionOfRow() {
        return sql.number("select xmin::text::bigint from course_progress where learner_id = ?", id());
    }

    private long starts() {
        return sql.number("select count(*) from enrolment where learner_id = ? and started_at is not null", id());
    }

    private long startedInTally() {
        return sql.number(
                "select coalesce(sum(started), 0) from unit_tally t join enrolment e using (campaign_id, unit_id)"
                        + " where e.learner_id = ?",
                id());
    }
}
