package cn.chaoxue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// A dashboard or an alert that asks for a metric nobody exports is silent for ever: every name is held against a
/// running service, and every alert leads to a page that says what to do.
@QuarkusTest
class MonitoringTest {

    private static final Path FOLDER = Path.of("k8s/components/monitoring");
    private static final Path RUNBOOK = Path.of("docs/operations/alerts.md");

    /// Exported by Kubernetes, not by us.
    private static final Set<String> FOREIGN =
            Set.of("kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes");

    /// Words of PromQL that are neither functions (known by their bracket) nor metrics.
    private static final Set<String> WORDS = Set.of("by", "without", "or", "and", "unless", "on", "ignoring", "bool");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\w*\\s*\\()");

    private static final Pattern SELECTOR = Pattern.compile("(\\w+)\\{([^}]*)}");

    /// The namespace is Prometheus' own label.
    private static final Pattern LABEL = Pattern.compile("\\b(?!namespace\\b)(\\w+)=~?\"([^\"]*)\"");

    @Test
    void everyMetricOfTheDashboard_isExported() throws IOException {
        assertExported(metrics(expressions(dashboard().findParents("expr"))));
    }

    @Test
    void everyMetricOfTheAlerts_isExported() throws IOException {
        assertExported(metrics(expressions(alerts())));
    }

    /// A label's value may be renamed as silently as a metric.
    @Test
    void everyLabelAskedFor_hasASample() throws IOException {
        List<String> all = new ArrayList<>(expressions(alerts()));
        all.addAll(expressions(dashboard().findParents("expr")));
        assertExported(metrics(all));
        List<String> lines = Scrape.now().lines();
        for (String expression : all) {
            Matcher selector = SELECTOR.matcher(expression);
            while (selector.find()) {
                String name = selector.group(1);
                Matcher label = LABEL.matcher(selector.group(2));
                while (label.find()) {
                    Pattern wanted = Pattern.compile(name + "\\{.*" + label.group(1) + "=\"" + label.group(2) + "\".*");
                    assertThat(lines)
                            .as(expression)
                            .anyMatch(line -> wanted.matcher(line).matches());
                }
            }
        }
    }

    @Test
    void dashboard_isGroupedAndEveryPanelExplainsItself() throws IOException {
        List<String> rows = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (JsonNode panel : dashboard().path("panels")) {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(ids.add(panel.path("id").asInt())).as("id of " + title).isTrue();
            JsonNode grid = panel.path("gridPos");
            assertThat(places.add(grid.path("x") + "," + grid.path("y")))
                    .as("place of " + title)
                    .isTrue();
            if (panel.path("type").asText().equals("row")) {
                rows.add(title);
            } else {
                assertThat(panel.path("targets")).as(title).isNotEmpty();
                assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                        .as(title)
                        .isNotBlank();
            }
        }
        assertThat(rows)
                .containsExactly("Rush", "Study buffer", "Exam buffer", "Live counts", "Durability", "Processes");
    }

    @Test
    void everyAlert_saysWhatIsWrongHowBadAndWhatToDo() throws IOException {
        List<String> sections = sections();
        List<String> names = new ArrayList<>();
        for (JsonNode alert : alerts()) {
            String name = alert.path("alert").asText();
            names.add(name);
            assertThat(name).startsWith("Chaoxue");
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(alert.path("for").asText()).as(name).matches("\\d+[sm]");
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo(RUNBOOK.toString().replace('\\', '/') + "#" + name.toLowerCase(java.util.Locale.ROOT));
        }
        assertThat(names).doesNotHaveDuplicates().containsExactlyElementsOf(sections);
    }

    @Test
    void component_namesFilesThatAreThere() throws IOException {
        JsonNode component = yaml(FOLDER.resolve("kustomization.yaml"));
        assertThat(component.path("kind").asText()).isEqualTo("Component");
        component
                .path("resources")
                .forEach(file -> assertThat(FOLDER.resolve(file.asText())).exists());
        for (JsonNode file : component.at("/configMapGenerator/0/files")) {
            assertThat(FOLDER.resolve(file.asText().replaceFirst(".*=", ""))).exists();
        }
        JsonNode alone = yaml(Path.of("k8s/overlays/monitoring/kustomization.yaml"));
        assertThat(Path.of("k8s/overlays/monitoring")
                        .resolve(alone.at("/components/0").asText())
                        .normalize())
                .isEqualTo(FOLDER);
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());
    }

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        yaml(FOLDER.resolve("rules.yaml"))
                .at("/spec/groups")
                .forEach(group -> group.path("rules").forEach(alerts::add));
        assertThat(alerts).isNotEmpty();
        return alerts;
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new YAMLMapper().readTree(file.toFile());
    }

    private static List<String> sections() throws IOException {
        return Files.readAllLines(RUNBOOK).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4).strip())
                .toList();
    }

    private static List<String> expressions(Iterable<JsonNode> owners) {
        return StreamSupport.stream(owners.spliterator(), false)
                .map(owner -> owner.path("expr").asText())
                .toList();
    }

    /// What is left of the expressions without strings, label matchers, groupings, ranges and functions.
    private static Set<String> metrics(List<String> expressions) {
        Set<String> metrics = new TreeSet<>();
        for (String expression : expressions) {
            String bare = expression
                    .replaceAll("\\{[^}]*}", "")
                    .replaceAll("\\[[^]]*]", "")
                    .replaceAll("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)", "");
            Matcher name = NAME.matcher(bare);
            while (name.find()) {
                if (!WORDS.contains(name.group())) {
                    metrics.add(name.group());
                }
            }
        }
        assertThat(metrics).hasSizeGreaterThan(5);
        return metrics;
    }

    /// Requests and pauses are exported once there has been one.
    private static void assertExported(Set<String> metrics) {
        RestAssured.get("/api/v1/units");
        System.gc();
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(exported()).containsAll(metrics));
    }

    private static Set<String> exported() {
        Set<String> names = new TreeSet<>(Scrape.now().names());
        names.addAll(FOREIGN);
        return names;
    }
}
