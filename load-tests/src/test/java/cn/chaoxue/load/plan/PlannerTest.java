package cn.chaoxue.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cn.chaoxue.load.plan.CostModel.Measured;
import cn.chaoxue.load.plan.Plan.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The expected numbers were computed by hand from round costs that were never measured.
class PlannerTest {

    private static final Map<String, Double> ROUND = Map.ofEntries(
            Map.entry("day.server.cores.at.rest", 0.2),
            Map.entry("day.redis.cores.at.rest", 0.1),
            Map.entry("day.postgres.cores.at.rest", 0.05),
            Map.entry("day.postgres.cpu.us.per.row", 50.0),
            Map.entry("postgres.cpu.us.per.submission", 300.0),
            Map.entry("day.server.cpu.us.per.heartbeat", 50.0),
            Map.entry("day.redis.cpu.us.per.heartbeat", 20.0),
            Map.entry("redis.bytes.per.learner.course", 512.0),
            Map.entry("pg.statements.per.row", 0.01),
            Map.entry("server.bytes.per.connection", 8192.0),
            Map.entry("wire.bytes.per.heartbeat", 1000.0),
            Map.entry("worker.cpu.us.per.row", 100.0),
            Map.entry("service.cpu.us.per.submission", 400.0),
            Map.entry("redis.bytes.per.submission", 1024.0),
            Map.entry("pg.rows.per.submission", 5.0),
            Map.entry("server.cpu.us.per.login", 40_000.0));

    /// 1,200,000 learners × 60 min in 10 h: 120,000 at once on average, 240,000 at the peak of 2.
    private static final Campaign BIG = new Campaign(1_200_000, Window.parse("08:00-18:00"), 60, 2, 1, 2);

    @TempDir
    private Path folder;

    @Test
    void load_followsLittlesLaw() {
        Plan plan = plan(BIG, ROUND);
        assertThat(value(plan, "at once on average")).isEqualTo(120_000);
        assertThat(value(plan, "at once at the peak")).isEqualTo(240_000);
        assertThat(value(plan, "heartbeats")).isEqualTo(16_000); // 240,000 / 15 s
        assertThat(value(plan, "progress rows")).isEqualTo(8_000); // 240,000 / 30 s
        assertThat(value(plan, "submissions")).isCloseTo(66.67, within(0.01)); // 1,200,000 × 2 / 36,000 s
    }

    @Test
    void pods_haveTheCoresTheyNeedAndRoomForEveryConnection() {
        Plan plan = plan(BIG, ROUND);
        assertThat(value(plan, "cores for heartbeats")).isCloseTo(0.8, within(1e-9)); // 16,000 × 50 µs
        assertThat(value(plan, "cores for logins")).isCloseTo(2.667, within(0.001)); // 66.67 × 40 ms
        // (0.8 + 0.0267 + 2.667) / (1.2 - 0.2 at rest) = 3.49 → 4 by cores, but 240,000 / 15,000 = 16 by connections
        assertThat(value(plan, "api pods")).isEqualTo(16);
        assertThat(value(plan, "memory for connections")).isEqualTo(1875); // 240,000 × 8 KiB
        assertThat(value(plan, "letting everybody in at once")).isEqualTo(25); // 1,200,000 × 40 ms / (16 × 2) / 60
        assertThat(value(plan, "worker pods")).isEqualTo(2); // (8,000 × 100 µs + 66.67 × 400 µs) / 1.0 = 0.83
        assertThat(value(plan, "connections")).isEqualTo(288); // (16 + 2) × 16
    }

    /// Everybody hands in within ten minutes: grading is the workers' part of a submission.
    @Test
    void bell_needsWorkersForGrading() {
        Plan plan = plan(new Campaign(1_500_000, Window.parse("10m"), 1, 1, 1, 2), ROUND);
        assertThat(value(plan, "submissions")).isEqualTo(5_000);
        // (300,000 / 30 s × 100 µs + 5,000 × 400 µs) / 1.0 = 3
        assertThat(value(plan, "worker pods")).isEqualTo(3);
    }

    @Test
    void storage_isWhatIsWrittenAndHeld() {
        Plan plan = plan(BIG, ROUND);
        assertThat(value(plan, "rows written")).isCloseTo(8_333.3, within(0.1)); // 8,000 + 66.67 × 5
        assertThat(value(plan, "statements for progress")).isCloseTo(80, within(1e-9));
        assertThat(value(plan, "study memory")).isCloseTo(2343.75, within(0.01)); // 1.2 M × 2 × 512 × 2 / 2^20
        assertThat(value(plan, "exam memory")).isCloseTo(15.625, within(0.001)); // 66.67 × 120 × 1024 × 2 / 2^20
        assertThat(value(plan, "servers or shards")).isEqualTo(1); // 0.32 cores / (0.6 - 0.1 at rest)
        assertThat(value(plan, "busy cores")).isCloseTo(0.47, within(1e-9)); // 0.05 + 8,000 × 50 µs + 66.67 × 300 µs
        assertThat(value(plan, "heartbeats on the wire")).isEqualTo(128); // 16,000 × 1000 × 8 bit
    }

    @Test
    void shortWindow_neverHasMoreAtOnceThanThereAre() {
        Plan plan = plan(new Campaign(30_000, Window.parse("45m"), 45, 1, 1, 2), ROUND);
        assertThat(value(plan, "at once at the peak")).isEqualTo(30_000);
    }

    @Test
    void fewLearners_stillGetTwoOfEverythingThatMayDie() {
        Plan plan = plan(new Campaign(100, Window.parse("2h"), 45, 1, 1, 2), ROUND);
        assertThat(value(plan, "api pods")).isEqualTo(2);
        assertThat(value(plan, "worker pods")).isEqualTo(2);
    }

    @Test
    void costNobodyMeasured_leavesItsLinesOpenAndSaysWhatIsMissing() {
        Plan plan = plan(BIG, Map.of("redis.bytes.per.learner.course", 512.0));
        Line pods = plan.line("api pods").orElseThrow();
        assertThat(pods.known()).isFalse();
        assertThat(pods.arithmetic()).contains("day.server.cpu.us.per.heartbeat (bench campaign-day)");
        assertThat(value(plan, "study memory")).isPositive();
        assertThat(value(plan, "heartbeats")).isEqualTo(16_000);
    }

    @Test
    void arithmetic_showsItsNumbers() {
        assertThat(plan(BIG, ROUND).line("cores for heartbeats").orElseThrow().arithmetic())
                .isEqualTo("16,000/s × 50 µs");
    }

    @Test
    void freshReport_replacesTheOneOfItsBenchmarkAndNoOther() throws IOException {
        Path report = folder.resolve("cost.json");
        Files.writeString(report, """
                {"name":"campaign-day","figures":{"day.server.cpu.us.per.heartbeat":99.0},"conditions":{"cores":2}}
                """);
        CostModel build = new CostModel(List.of(
                new Measured(
                        "campaign-day",
                        Map.of("day.server.cpu.us.per.heartbeat", 1.0, "day.redis.cpu.us.per.heartbeat", 1.0),
                        Map.of()),
                new Measured("login-rush", Map.of("server.cpu.us.per.login", 40_000.0), Map.of())));
        CostModel model = CostModel.read(report).preferredTo(build);
        assertThat(model.figure(Cost.SERVER_PER_HEARTBEAT)).hasValue(99);
        assertThat(model.figure(Cost.REDIS_PER_HEARTBEAT)).as("of another run").isEmpty();
        assertThat(model.figure(Cost.SERVER_PER_LOGIN)).hasValue(40_000);
        Path kept = folder.resolve("kept.json");
        model.write(kept);
        assertThat(CostModel.read(kept)).isEqualTo(model);
    }

    /// Whatever was measured last is in this form and says under which conditions.
    @Test
    void figuresOfThisBuild_comeWithTheirConditions() throws IOException {
        assertThat(CostModel.ofThisBuild().reports())
                .allSatisfy(report -> assertThat(report.conditions()).containsKeys("at", "cores", "commit"));
    }

    private static Plan plan(Campaign campaign, Map<String, Double> figures) {
        return new Planner(campaign, Installation.USUAL, model(figures)).plan();
    }

    private static CostModel model(Map<String, Double> figures) {
        return new CostModel(List.of(new Measured("round", figures, Map.of())));
    }

    private static double value(Plan plan, String what) {
        return plan.line(what).orElseThrow().value();
    }
}
