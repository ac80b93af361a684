package cn.chaoxue.exam;

import static cn.chaoxue.exam.ExamStreams.done;
import static cn.chaoxue.exam.ExamStreams.drain;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.exam.SubmissionBatch.Applied;
import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.StepByStep;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A worker cut off between any two steps loses nothing and counts nothing twice.
@QuarkusTest
@TestProfile(StepByStep.class)
class SubmissionFlusherTest {

    @Inject
    Scenes scenes;

    @Inject
    Instance<SubmissionFlusher> flushers;

    @Inject
    SubmissionStream stream;

    @Inject
    ExamStreams streams;

    /// Whatever tests before left in the streams is none of ours.
    @BeforeEach
    void emptyStreams() {
        drain(flushers.get());
    }

    @Test
    void submittedAttempt_isPersistedCountedAndLetGo() {
        Scene scene = scenes.ready();
        long attempt = streams.submitted(scene);
        assertThat(scene.state(attempt).getString("state")).isEqualTo("SUBMITTED");
        assertThat(done(flushers.get().flush())).isOne();
        streams.assertCountedOnce(scene, attempt);
        assertThat(streams.holds(scene, attempt)).isFalse();
        assertThat(streams.waiting()).isZero();
    }

    @Test
    void claimedNotApplied_isTakenUpAgainByItsWorker() {
        Scene scene = scenes.ready();
        long attempt = streams.submitted(scene);
        SubmissionFlusher worker = flushers.get();
        assertThat(done(worker.claim())).hasSize(1);
        assertThat(done(worker.claim())).as("not new any more").isEmpty();
        worker.interrupted();
        assertThat(done(worker.flush())).isOne();
        streams.assertCountedOnce(scene, attempt);
    }

    @Test
    void claimedByADeadWorker_isTakenOver() {
        Scene scene = scenes.ready();
        long attempt = streams.submitted(scene);
        List<Entry> claimed = done(flushers.get().claim());
        assertThat(done(flushers.get().claim())).as("not abandoned yet").isEmpty();
        streams.abandon(claimed);
        assertThat(done(flushers.get().flush())).isOne();
        streams.assertCountedOnce(scene, attempt);
        assertThat(streams.waiting()).isZero();
    }

    @Test
    void appliedNotAcknowledged_changesNothingWhenReplayed() {
        Scene scene = scenes.ready();
        long attempt = streams.submitted(scene);
        SubmissionFlusher worker = flushers.get();
        Applied first = done(worker.claim().chain(worker::apply));
        assertThat(first.moved()).isNotEmpty();
        assertThat(scene.state(attempt).getString("state")).isEqualTo("GRADED");
        worker.interrupted();
        Applied again = done(worker.claim().chain(worker::apply));
        assertThat(again.entries()).hasSize(1);
        assertThat(again.moved()).isEmpty();
        done(worker.acknowledge(again));
        streams.assertCountedOnce(scene, attempt);
        assertThat(streams.waiting()).isZero();
    }

    @Test
    void acknowledgedNotPublished_isFinished() {
        Scene scene = scenes.ready();
        long attempt = streams.submitted(scene);
        SubmissionFlusher worker = flushers.get();
        Applied applied = done(worker.claim().chain(worker::apply));
        done(worker.acknowledge(applied));
        assertThat(done(flushers.get().flush())).isZero();
        streams.assertCountedOnce(scene, attempt);
    }

    @Test
    void acknowledgedTwice_isHarmless() {
        Scene scene = scenes.ready();
        streams.submitted(scene);
        SubmissionFlusher worker = flushers.get();
        Applied applied = done(worker.claim().chain(worker::apply));
        done(worker.acknowledge(applied));
        done(worker.acknowledge(applied));
        assertThat(streams.waiting()).isZero();
    }

    @Test
    void twoWorkersAtOnce_countOnce() {
        Scene first = scenes.ready();
        List<Scene> all = new ArrayList<>(List.of(first));
        for (int i = 0; i < 19; i++) {
            all.add(scenes.beside(first));
        }
        for (Scene scene : all) {
            streams.submitted(scene);
        }
        SubmissionFlusher one = flushers.get();
        List<Entry> claimed = done(one.claim());
        SubmissionFlusher other = flushers.get();
        streams.abandon(claimed);
        List<Entry> taken = done(other.claim());
        assertThat(taken).hasSameSizeAs(claimed);
        Concurrently.all(List.of(() -> done(one.apply(claimed)), () -> done(other.apply(taken))));
        done(one.acknowledge(new Applied(claimed, List.of(), List.of())));
        drain(other);
        assertThat(streams.passed(first)).isEqualTo(20);
        assertThat(streams.count("hour_credit where course_id = ?", first.course()))
                .isEqualTo(20);
    }
}
