package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many at once on the path for when Redis cannot hold submissions: few places, each kept until PostgreSQL is done,
/// and whatever was given up counts once at the most.
@QuarkusTest
@TestProfile(NoWorkers.class)
class DirectPathTest {

    private static final int PLACES = 3;
    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(2);

    @Inject
    Scenes scenes;

    @Inject
    Exams exams;

    @Inject
    Sql sql;

    @Inject
    AttemptBuffer buffer;

    @Inject
    Marking marking;

    @Inject
    SubmissionLedger ledger;

    @Inject
    Database database;

    @Inject
    TallyLedger tallies;

    @Inject
    Receipts receipts;

    @Inject
    ExamMetrics metrics;

    private DirectPath path;
    private Scene scene;
    private Answers answers;

    private record Sitting(Scene learner, long attempt) {}

    @BeforeEach
    void pathOfFewPlaces() {
        ExamConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(ExamConfig.class)
                .withDefaultValue("chaoxue.exam.direct-limit", "" + PLACES)
                .withDefaultValue("chaoxue.exam.direct-timeout", GIVEN_UP_AFTER.toMillis() + "ms")
                .build()
                .getConfigMapping(ExamConfig.class);
        path = new DirectPath(buffer, marking, ledger, database, tallies, receipts, config, metrics);
        scene = scenes.ready();
        answers = right(scene.exam());
    }

    @Test
    void moreAtOnceThanPlaces_someAreRefused_andEveryReceiptIsStored() {
        List<Sitting> sittings = sittings(4 * PLACES);

        List<Optional<String>> first = together(sittings.stream().map(this::receipt));

        long given = first.stream().flatMap(Optional::stream).count();
        assertThat(given).isGreaterThanOrEqualTo(PLACES);
        assertThat(stored(sittings)).isEqualTo(given);
        assertThat(passed()).isEqualTo(given);
        await().until(() -> sittings.stream().allMatch(one -> now(receipt(one)).isPresent()));
        assertThat(stored(sittings)).isEqualTo(sittings.size());
        assertThat(passed()).isEqualTo(sittings.size());
        assertThat(underWay()).isZero();
    }

    @Test
    void sameSubmissionSeveralTimesAtOnce_isStoredOnceWithOneReceipt() {
        Sitting sitting = sittings(1).getFirst();

        List<Optional<String>> all = together(IntStream.range(0, PLACES).mapToObj(_ -> receipt(sitting)));

        assertThat(all).hasSize(PLACES).containsOnly(Optional.of(receipts.of(sitting.attempt())));
        assertThat(stored(List.of(sitting))).isOne();
        assertThat(passed()).isOne();
        assertThat(sql.number(
                        "select count(*) from hour_credit where learner_id = ?",
                        sitting.learner().learner()))
                .isOne();
    }

    @Test
    void givenUpBeforePostgresHasBegun_keepsItsPlaceAndIsNotStored() {
        List<Sitting> sittings = sittings(PLACES + 1);
        List<Sitting> placed = sittings.subList(0, PLACES);
        try (Sql.Held _ = sql.hold("lock table attempt in access exclusive mode")) {
            assertThat(together(placed.stream().map(this::receipt))).containsOnly(Optional.empty());
            assertThat(underWay()).isEqualTo(PLACES);

            assertThatThrownBy(() -> now(submit(sittings.getLast())))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("too many at once");
            assertThat(underWay()).isEqualTo(PLACES);
        }
        await().until(() -> underWay() == 0);

        assertThat(stored(sittings)).isZero();
        assertThat(together(placed.stream().map(this::receipt))).doesNotContain(Optional.empty());
        assertThat(passed()).isEqualTo(PLACES);
    }

    @Test
    void givenUpWhileItIsStored_goesOnAndCountsOnceWhenItComesAgain() {
        Sitting sitting = sittings(1).getFirst();
        try (Sql.Held _ = sql.hold("select id from attempt where id = ? for update", sitting.attempt())) {
            assertThat(now(receipt(sitting))).isEmpty();
            assertThat(underWay()).isOne();
        }
        await().until(() -> underWay() == 0);

        assertThat(stored(List.of(sitting))).isOne();
        assertThat(now(receipt(sitting))).contains(receipts.of(sitting.attempt()));
        assertThat(stored(List.of(sitting))).isOne();
        assertThat(passed()).isOne();
    }

    private List<Sitting> sittings(int count) {
        List<Scene> learners = new ArrayList<>(List.of(scene));
        while (learners.size() < count) {
            learners.add(scenes.beside(scene));
        }
        return learners.stream().map(one -> new Sitting(one, one.attempt())).toList();
    }

    /// Empty where it was not to be had.
    private Uni<Optional<String>> receipt(Sitting sitting) {
        return submit(sitting)
                .map(taking -> Optional.of(((Taking.Submitted) taking).receipt()))
                .onFailure(Unavailable.class)
                .recoverWithItem(Optional.empty());
    }

    private Uni<Taking> submit(Sitting sitting) {
        return Uni.createFrom().deferred(() -> path.submit(sitting.learner().seat(sitting.attempt()), answers));
    }

    private Answers right(long exam) {
        Map<Long, List<String>> chosen = new LinkedHashMap<>();
        exams.rightAnswers(exam).forEach((question, keys) -> chosen.put(Long.valueOf(question), keys));
        return new Answers(chosen);
    }

    private long stored(List<Sitting> sittings) {
        return sittings.stream()
                .mapToLong(one ->
                        sql.number("select count(*) from attempt where receipt is not null and id = ?", one.attempt()))
                .sum();
    }

    private long passed() {
        return sql.number(
                "select coalesce(max(passed), 0) from unit_tally where campaign_id = ? and unit_id = ?",
                scene.campaign(),
                scene.unit());
    }

    private int underWay() {
        return metrics.directUnderWay().get();
    }

    private static <T> List<T> together(Stream<Uni<T>> all) {
        return now(Uni.join().all(all.toList()).andFailFast());
    }

    private static <T> T now(Uni<T> step) {
        return step.await().atMost(Duration.ofSeconds(20));
    }
}
