package cn.chaoxue.exam;

import static cn.chaoxue.exam.ExamStreams.done;
import static cn.chaoxue.exam.ExamStreams.drain;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.exam.SubmissionBatch.Applied;
import cn.chaoxue.exam.SubmissionStream.Share;
import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.StepByStep;
import cn.chaoxue.platform.redis.Shard;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Flushers of one process share the shards and overlap their steps; a process that dies between any of them leaves
/// nothing undone and nothing doubled.
@QuarkusTest
@TestProfile(StepByStep.class)
class DealtShardsTest {

    private static final int LEARNERS = 12;

    @Inject
    Scenes scenes;

    @Inject
    Instance<SubmissionFlusher> flushers;

    @Inject
    ExamStreams streams;

    @BeforeEach
    void emptyStreams() {
        drain(flushers.get());
    }

    @Test
    void anyNumberOfFlushers_readsEveryShardOnce() {
        for (int flushers = 1; flushers <= 16; flushers++) {
            List<Shard> dealt = new ArrayList<>();
            Set<String> consumers = new HashSet<>();
            for (Share share : Share.dealt(flushers)) {
                dealt.addAll(share.shards());
                consumers.add(share.consumer());
            }
            assertThat(dealt).containsExactlyInAnyOrderElementsOf(Shard.all());
            assertThat(consumers).hasSize(flushers);
        }
    }

    @Test
    void overlappingTransactions_countOnce() {
        List<Scene> learners = submitted();
        List<SubmissionFlusher> dealt = dealt();
        List<Entry> first = done(dealt.get(0).claim());
        List<Entry> second = done(dealt.get(1).claim());
        assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
        assertThat(first.size() + second.size()).isEqualTo(LEARNERS);
        Concurrently.all(List.of(
                () -> done(dealt.get(0).apply(first)), () -> done(dealt.get(1).apply(second))));
        assertThat(streams.passed(learners.getFirst())).isEqualTo(LEARNERS);
        // Neither was acknowledged: the process has died here.
        finishedByAnother(learners, first, second);
    }

    @Test
    void diedWithOneAcknowledgedAndOneOnlyClaimed_isFinishedByAnother() {
        List<Scene> learners = submitted();
        List<SubmissionFlusher> dealt = dealt();
        List<Entry> claimed = done(dealt.get(0).claim());
        Applied applied = done(dealt.get(1).claim().chain(dealt.get(1)::apply));
        done(dealt.get(1).acknowledge(applied));
        assertThat(streams.waiting()).isEqualTo(claimed.size());
        finishedByAnother(learners, claimed, List.of());
    }

    @Test
    void diedWithOneAppliedAndOneClaimed_isFinishedByAnother() {
        List<Scene> learners = submitted();
        List<SubmissionFlusher> dealt = dealt();
        List<Entry> claimed = done(dealt.get(0).claim());
        Applied applied = done(dealt.get(1).claim().chain(dealt.get(1)::apply));
        finishedByAnother(learners, claimed, applied.entries());
    }

    private List<Scene> submitted() {
        List<Scene> learners = new ArrayList<>(List.of(scenes.ready()));
        while (learners.size() < LEARNERS) {
            learners.add(scenes.beside(learners.getFirst()));
        }
        learners.forEach(streams::submitted);
        return learners;
    }

    private List<SubmissionFlusher> dealt() {
        return Share.dealt(2).stream().map(share -> flushers.get().on(share)).toList();
    }

    private void finishedByAnother(List<Scene> learners, List<Entry> first, List<Entry> second) {
        streams.abandon(first);
        streams.abandon(second);
        Share.dealt(2).forEach(share -> drain(flushers.get().on(share)));
        assertThat(streams.waiting()).isZero();
        assertThat(streams.passed(learners.getFirst())).isEqualTo(LEARNERS);
        assertThat(streams.count(
                        "hour_credit where course_id = ?", learners.getFirst().course()))
                .isEqualTo(LEARNERS);
    }
}
