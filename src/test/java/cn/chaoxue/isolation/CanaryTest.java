package cn.chaoxue.isolation;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Values that occur nowhere else go through everything; then they are looked for wherever somebody could read who may
/// not (A1.9).
@QuarkusTest
class CanaryTest {

    private static final List<String> PERSONAL =
            List.of("idnumber", "mobile", "email", "qq", "phone", "password", "secret", "name");

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    @Inject
    @RedisClientName("study")
    RedisDataSource study;

    @Inject
    @RedisClientName("exam")
    RedisDataSource exam;

    @Inject
    Traces traces;

    @Test
    void personalValuesAndSecrets_areNowhereInClear() throws Exception {
        String marker = marked();
        try (Overhearing heard = new Overhearing()) {
            Logger.getLogger("canary").info("somebody listens");
            traces.listen();
            List<String> canaries = new CanaryLife(people, units, sql).live();
            // What Redis was told is in its file within a second.
            await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
            String metrics = given().get("/q/metrics").asString();
            Stream.concat(canaries.stream(), Stream.of(CanaryLife.NAME)).forEach(canary -> {
                assertThat(heard.log).as("log").noneMatch(line -> line.contains(canary));
                assertThat(heard.addresses).as("addresses and headers").noneMatch(line -> line.contains(canary));
                assertThat(heard.refusals).as("refusals").noneMatch(body -> body.contains(canary));
                assertThat(heard.tokens).as("tokens").noneMatch(token -> token.contains(canary));
                assertThat(metrics).as("metrics").doesNotContain(canary);
                assertThat(traces.spans()).as("traces").noneMatch(span -> span.contains(canary));
            });
            Stores stores = new Stores(canaries);
            assertThat(stores.inFiles()).as("files of the databases").isEmpty();
            assertThat(stores.inTables()).as("rows").isEmpty();
            for (PgDump program : PgDump.found().stream().toList()) {
                assertThat(stores.inDump(program)).as(program.toString()).isEmpty();
            }
            System.out.printf(
                    "canaries: %d values and a name; %s, %d lines of log, %d addresses, %d refusals, %d tokens, %d kB of"
                            + " metrics: 0 found%n",
                    canaries.size(),
                    stores.searched(),
                    heard.log.size(),
                    heard.addresses.size(),
                    heard.refusals.size(),
                    heard.tokens.size(),
                    metrics.length() / 1000);
            System.out.printf("canaries: %d spans: 0 found%n", traces.spans().size());
            assertThat(traces.spans()).as("traces are").anyMatch(span -> span.contains("insert into cadre"));
            assertThat(heard.log).as("the log is heard").isNotEmpty();
            assertThat(heard.refusals.size()).isGreaterThan(5);
            assertThat(heard.tokens.size()).isGreaterThan(5);
        }
        assertFound(marker);
    }

    /// A text in each store, where the search must find it: among the bytes of a row, and in either Redis.
    private String marked() {
        String marker = "found-" + Sql.unique();
        long someone = people.learner(units.province()).id();
        sql.run("update account set initial_index = ? where id = ?", marker.getBytes(UTF_8), someone);
        List.of(study, exam).forEach(redis -> redis.value(String.class).setex("test:" + marker, 60, marker));
        return marker;
    }

    /// Names and the day a post began stand in clear in records, and not in Redis.
    private static void assertFound(String marker) throws Exception {
        Stores control = new Stores(List.of(CanaryLife.NAME, marker, CanaryLife.IN_POST));
        List<String> files = control.inFiles();
        assertThat(files).anyMatch(found -> found.contains("/postgres/") && found.endsWith(CanaryLife.NAME));
        for (String redis : List.of("/redis-study/", "/redis-exam/")) {
            assertThat(files)
                    .filteredOn(found -> found.contains(redis))
                    .as(redis)
                    .isNotEmpty()
                    .allMatch(found -> found.endsWith(marker));
        }
        assertThat(control.inTables())
                .anyMatch(found -> found.startsWith("cadre ")
                        && found.contains(CanaryLife.NAME)
                        && found.contains(CanaryLife.IN_POST))
                .anyMatch(found -> found.startsWith("account "));
        for (PgDump program : PgDump.found().stream().toList()) {
            assertThat(control.inDump(program))
                    .contains(
                            CanaryLife.NAME, CanaryLife.IN_POST, HexFormat.of().formatHex(marker.getBytes(UTF_8)));
        }
    }

    @Test
    void escapedText_isHeardInAnAddress() {
        assertThat(Overhearing.plain("http://here/?q=%E9%87%91%e4%b8%9d1%330%&x=%zz"))
                .isEqualTo("http://here/?q=金丝130%&x=%zz");
    }

    /// What stands in an address stands in logs and histories on the way.
    @Test
    void noAddress_takesAPersonalValue() {
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        List<Map<String, Object>> taken = paths.values().stream()
                .flatMap(item -> item.values().stream())
                .flatMap(CanaryTest::parameters)
                .toList();
        assertThat(taken).hasSizeGreaterThan(50);
        assertThat(taken)
                .filteredOn(parameter -> !"header".equals(parameter.get("in")))
                .extracting(parameter -> parameter.get("name").toString().toLowerCase(Locale.ROOT))
                .noneMatch(name -> PERSONAL.stream().anyMatch(name::contains));
        assertThat(paths.entrySet())
                .filteredOn(path -> path.getValue().values().stream()
                        .flatMap(CanaryTest::parameters)
                        .anyMatch(parameter -> "q".equals(parameter.get("name"))))
                .extracting(Map.Entry::getKey)
                .as("where free text is taken: names of units")
                .containsExactly("/api/v1/units");
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> parameters(Object operation) {
        return operation instanceof Map<?, ?> one && one.get("parameters") instanceof List<?> all
                ? ((List<Map<String, Object>>) all).stream()
                : Stream.empty();
    }
}
