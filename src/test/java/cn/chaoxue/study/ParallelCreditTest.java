package cn.chaoxue.study;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.StepByStep;
import cn.chaoxue.study.CoverageBuffer.Merge;
import cn.chaoxue.study.CoverageBuffer.Merged;
import cn.chaoxue.study.SegmentRanges.Range;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Invariant 3 where nobody waits for an answer: many devices at once, sessions made up, numbers that jump and fall,
/// the same heartbeat again and again.
@QuarkusTest
@TestProfile(StepByStep.class)
class ParallelCreditTest {

    private static final double TOLERANCE_SECONDS = 20;
    private static final CourseTimeline FILM = new CourseTimeline(1, 3600, 5);
    private static final CourseTimeline OTHER = new CourseTimeline(2, 601, 7);
    private static final Duration WITHIN = Duration.ofSeconds(30);

    @Inject
    CoverageBuffer buffer;

    @Inject
    StudyRedis redis;

    /// These learners have no accounts: no worker must ever find them.
    @AfterEach
    void forget() {
        redis.forgetEverything();
    }

    static IntStream seeds() {
        return IntStream.range(0, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void heartbeatsAtOnce_areCreditedWithinTheWallClockTogether(int seed) {
        Random random = new Random(seed);
        double rate = List.of(0.5, 1.0, 1.5).get(seed % 3);
        long learner = Sql.unique();
        long begin = System.nanoTime();
        List<Uni<Merged>> sent = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            // The first heartbeats of a learner find no state: each of them restores it.
            Merge heartbeat = heartbeat(learner, rate, random);
            sent.add(merged(heartbeat));
            sent.add(merged(heartbeat));
        }

        double spent = Uni.join().all(sent).andFailFast().await().atMost(WITHIN).stream()
                .mapToDouble(merged -> merged.creditedSeconds() / rate)
                .sum();

        double wallClock = (System.nanoTime() - begin) / 1e9;
        assertThat(spent).as("seed %d", seed).isLessThanOrEqualTo(wallClock + TOLERANCE_SECONDS);
        assertThat(spent).as("the tolerance was spent").isGreaterThan(TOLERANCE_SECONDS / 2);
    }

    private Uni<Merged> merged(Merge heartbeat) {
        StoredProgress nothing = new StoredProgress("", 0, 0, 0, 0, false, Optional.empty());
        return merge(heartbeat)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : buffer.restore(heartbeat.who(), heartbeat.course(), nothing)
                                .chain(() -> merge(heartbeat)))
                .map(Optional::orElseThrow);
    }

    private Uni<Optional<Merged>> merge(Merge heartbeat) {
        return UniHelper.toUni(buffer.merge(heartbeat));
    }

    private static Merge heartbeat(long learner, double rate, Random random) {
        CourseTimeline course = random.nextBoolean() ? FILM : OTHER;
        int from = random.nextInt(course.segments());
        int end = Math.min(course.segments(), from + 1 + random.nextInt(60));
        return new Merge(
                new LearnerCourse(learner, course.courseId()),
                course,
                rate,
                random.nextInt(3600),
                random.nextLong(5),
                random.nextLong(1_000),
                List.of(new Range(from, end)));
    }
}
