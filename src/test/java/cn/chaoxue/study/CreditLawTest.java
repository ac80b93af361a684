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
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Invariants 3 and 4 against the real script in a real Redis: whatever is sent, in whatever order, credit stays
/// within the wall clock, and coverage depends on what was sent, not on how.
@QuarkusTest
@TestProfile(StepByStep.class)
class CreditLawTest {

    private static final double TOLERANCE_SECONDS = 20;
    private static final CourseTimeline FILM = new CourseTimeline(1, 2634, 5);
    private static final CourseTimeline OTHER = new CourseTimeline(2, 601, 7);

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
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anySequenceOverCoursesAndSessions_isCreditedWithinTheWallClock(int seed) {
        Random random = new Random(seed);
        long begin = System.nanoTime();
        long learner = newLearner();
        double simulatedSeconds = 0;
        double spentSeconds = 0;
        double rate = List.of(0.5, 1.0, 1.5).get(seed % 3);
        for (int step = 0; step < 60; step++) {
            if (random.nextInt(3) == 0) {
                Duration pause = Duration.ofMillis(random.nextInt(40_000));
                redis.letTimePass(learner, pause);
                simulatedSeconds += pause.toMillis() / 1000.0;
            }
            spentSeconds += send(learner, random, rate).creditedSeconds() / rate;
            double wallClock = simulatedSeconds + (System.nanoTime() - begin) / 1e9;
            assertThat(spentSeconds)
                    .as("seed %d, step %d", seed, step)
                    .isLessThanOrEqualTo(wallClock + TOLERANCE_SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sameHeartbeatsShuffledAndRepeated_giveTheSameCoverage(int seed) {
        Random random = new Random(seed);
        List<List<Range>> sent =
                IntStream.range(0, 20).mapToObj(_ -> ranges(random, FILM)).toList();
        long ordered = newLearner();
        long shuffled = newLearner();
        List<List<Range>> disorder = new ArrayList<>(sent);
        disorder.addAll(sent.subList(0, 10));
        Collections.shuffle(disorder, random);

        sent.forEach(ranges -> sendRested(ordered, ranges));
        disorder.forEach(ranges -> sendRested(shuffled, ranges));

        assertThat(bitmap(shuffled)).isEqualTo(bitmap(ordered));
        assertThat(state(shuffled).coveredSegments())
                .isEqualTo(SegmentRanges.count(FILM, state(shuffled).bitmap()));
        assertThat(state(shuffled).coveredSeconds()).isEqualTo(state(ordered).coveredSeconds());
    }

    @Test
    void heartbeatsOfManyLearnersAtOnce_areEachCreditedTheirOwn() {
        List<Long> learners = Stream.generate(this::newLearner).limit(100).toList();

        List<Uni<Merged>> merges = IntStream.range(0, learners.size())
                .mapToObj(i -> new Merge(who(learners.get(i), FILM), FILM, 1, 0, 1, 1, List.of(new Range(0, i % 4))))
                .map(heartbeat -> UniHelper.toUni(buffer.merge(heartbeat).map(Optional::orElseThrow)))
                .toList();
        List<Merged> merged = Uni.join().all(merges).andFailFast().await().atMost(Duration.ofSeconds(20));

        for (int i = 0; i < learners.size(); i++) {
            assertThat(merged.get(i).creditedSeconds()).isEqualTo(5 * (i % 4));
            assertThat(state(learners.get(i)).coveredSegments()).isEqualTo(i % 4);
        }
    }

    @Test
    void longIdleGap_grantsNoMoreThanTheBackfill() {
        long learner = newLearner();
        redis.letTimePass(learner, Duration.ofHours(30));

        Merged merged = merge(learner, FILM, 1.0, List.of(new Range(0, FILM.segments())));

        assertThat(merged.creditedSeconds()).isEqualTo(600);
        assertThat(merged.refusedSeconds()).isEqualTo(2634 - 600);
    }

    @Test
    void learnerLoadedFromPostgres_getsTheTimeSinceLastSeenAndNoTolerance() {
        long learner = Sql.unique();
        long tenSecondsAgo = System.currentTimeMillis() * 1000 - 10_000_000;
        restore(learner, "", 0, Optional.of(tenSecondsAgo));

        Merged merged = merge(learner, FILM, 1.0, List.of(new Range(0, 100)));

        long elapsed = System.currentTimeMillis() * 1000 - tenSecondsAgo;
        assertThat(merged.creditedSeconds()).isBetween(10, (int) (elapsed / 1_000_000));
    }

    @Test
    void restore_neverTakesAnythingAway() {
        long learner = newLearner();
        sendRested(learner, List.of(new Range(0, 10)));
        CoverageState before = state(learner);

        restore(learner, "01", 7, Optional.empty());

        assertThat(state(learner).coveredSegments()).isEqualTo(11);
        assertThat(state(learner).coveredSeconds()).isEqualTo(55);
        assertThat(state(learner).version()).isEqualTo(before.version());
        assertThat(bitmap(learner)).startsWith("ffc0");
    }

    @Test
    void restoreWithTheLastShortSegment_countsItsOwnLength() {
        long learner = Sql.unique();
        byte[] bitmap = new byte[66];
        bitmap[65] = 0x02;

        restore(learner, HexFormat.of().formatHex(bitmap), 7, Optional.empty());

        assertThat(state(learner).coveredSeconds()).isEqualTo(4);
    }

    @Test
    void replayedOldHeartbeat_doesNotMoveThePosition() {
        long learner = newLearner();
        merge(learner, new Merge(who(learner, FILM), FILM, 1, 50, 7, 2, List.of()));
        merge(learner, new Merge(who(learner, FILM), FILM, 1, 10, 7, 1, List.of()));
        assertThat(state(learner).position()).isEqualTo(50);

        merge(learner, new Merge(who(learner, FILM), FILM, 1, 20, 8, 0, List.of()));
        assertThat(state(learner).position()).as("another device").isEqualTo(20);
    }

    @Test
    void version_risesWithEveryChangeAndOnlyThen() {
        long learner = newLearner();
        sendRested(learner, List.of(new Range(0, 2)));
        long first = state(learner).version();
        sendRested(learner, List.of(new Range(0, 2)));
        assertThat(state(learner).version()).isEqualTo(first);

        sendRested(learner, List.of(new Range(2, 3)));
        assertThat(state(learner).version()).isGreaterThan(first);
    }

    private Merged send(long learner, Random random, double rate) {
        CourseTimeline course = random.nextBoolean() ? FILM : OTHER;
        return merge(learner, course, rate, ranges(random, course));
    }

    private void sendRested(long learner, List<Range> ranges) {
        redis.letTimePass(learner, Duration.ofMinutes(10));
        merge(learner, FILM, 2.0, ranges);
    }

    private Merged merge(long learner, CourseTimeline course, double rate, List<Range> ranges) {
        return merge(learner, new Merge(who(learner, course), course, rate, 0, 1, 1, ranges));
    }

    private Merged merge(long learner, Merge heartbeat) {
        return UniHelper.toUni(buffer.merge(heartbeat))
                .await()
                .atMost(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private static List<Range> ranges(Random random, CourseTimeline course) {
        List<Range> ranges = new ArrayList<>();
        int from = random.nextInt(course.segments());
        while (from < course.segments() && ranges.size() < 4) {
            int end = Math.min(course.segments(), from + 1 + random.nextInt(20));
            ranges.add(new Range(from, end));
            from = end + 1 + random.nextInt(20);
        }
        return ranges;
    }

    private long newLearner() {
        long learner = Sql.unique();
        restore(learner, "", 0, Optional.empty());
        StoredProgress nothing = new StoredProgress("", 0, 0, 0, 0, false, Optional.empty());
        buffer.restore(who(learner, OTHER), OTHER, nothing).await().atMost(Duration.ofSeconds(20));
        return learner;
    }

    private void restore(long learner, String coveredHex, long version, Optional<Long> seen) {
        // Hex of the tests names leading bytes only; the script fills up.
        StoredProgress stored = new StoredProgress(shifted(coveredHex), 0, 0, 0, version, false, seen);
        buffer.restore(who(learner, FILM), FILM, stored).await().atMost(Duration.ofSeconds(20));
    }

    private static String shifted(String hex) {
        return hex.length() == 2 ? "0000" + hex : hex;
    }

    private CoverageState state(long learner) {
        Map<Long, CoverageState> states =
                buffer.states(learner, List.of(FILM.courseId())).await().atMost(Duration.ofSeconds(20));
        return Optional.ofNullable(states.get(FILM.courseId())).orElseThrow();
    }

    private String bitmap(long learner) {
        return state(learner).bitmapHex();
    }

    private static LearnerCourse who(long learner, CourseTimeline course) {
        return new LearnerCourse(learner, course.courseId());
    }
}
