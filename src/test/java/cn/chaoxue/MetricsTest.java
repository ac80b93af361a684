package cn.chaoxue;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.Scrape.Family;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Metrics are an interface to operators: named in one manner, explained, and listed where they look.
@QuarkusTest
class MetricsTest {

    private static final Path PAGE = Path.of("docs/operations/metrics.md");

    private static final Pattern NAME = Pattern.compile(
            "chaoxue_"
                    + "(audit|cadre|campaign|clock|dead_letters|exam|identity|live|loop|overload|redis|sql|study|tally)_[a-z0-9_]+");

    /// Units Prometheus does not know, or writes differently.
    private static final Pattern ODD_UNIT =
            Pattern.compile(".*_(ms|millis|milliseconds|micros|nanos|kb|mb|percent)(_.*)?");

    /// Every queue, and beside it its bound (invariant 8).
    private static final Map<String, String> QUEUES = Map.ofEntries(
            Map.entry("chaoxue_redis_commands_pending", "chaoxue_redis_commands_limit"),
            Map.entry("chaoxue_redis_session_unanswered", "chaoxue_redis_session_limit"),
            Map.entry("chaoxue_exam_stream_fullest_entries", "chaoxue_exam_stream_limit"),
            Map.entry("chaoxue_exam_direct_underway", "chaoxue_exam_direct_limit"),
            Map.entry("chaoxue_identity_passwords_waiting", "chaoxue_identity_passwords_limit"),
            Map.entry("chaoxue_identity_waiting_room", "chaoxue_identity_waiting_room_limit"),
            Map.entry("chaoxue_identity_login_audit_waiting", "chaoxue_identity_login_audit_limit"),
            Map.entry("chaoxue_identity_token_cache_entries", "chaoxue_identity_token_cache_limit"),
            Map.entry("chaoxue_study_sockets", "chaoxue_study_sockets_limit"),
            Map.entry("chaoxue_live_watchers", "chaoxue_live_watchers_limit"),
            Map.entry("chaoxue_live_watched_units", "chaoxue_live_watched_units_limit"),
            Map.entry("chaoxue_live_reads_waiting", "chaoxue_live_reads_limit"));

    @Test
    void everyMetric_isNamedInOneManner() {
        assertThat(Scrape.now().ours().keySet())
                .allMatch(name -> NAME.matcher(name).matches())
                .noneMatch(name -> ODD_UNIT.matcher(name).matches());
    }

    @Test
    void everyMetric_saysWhatItIs() {
        assertThat(Scrape.now().ours())
                .allSatisfy((name, family) -> assertThat(family.help()).as(name).isNotBlank());
    }

    @Test
    void everyQueue_hasItsBoundBesideIt() {
        Set<String> names = Scrape.now().names();
        assertThat(names).containsAll(QUEUES.keySet()).containsAll(QUEUES.values());
    }

    /// The page is written by hand where it explains, and by this test's failure message where it lists.
    @Test
    void operatorsPage_listsExactlyWhatThereIs() throws IOException {
        List<String> rows = Scrape.now().ours().entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        List<String> listed = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `chaoxue_"))
                .toList();
        assertThat(listed)
                .as("the table in %s must be:%n%s%n", PAGE, String.join("\n", rows))
                .isEqualTo(rows);
    }

    private static String row(String name, Family family) {
        return "| `%s` | %s | %s |".formatted(name, family.kind(), family.help());
    }
}
