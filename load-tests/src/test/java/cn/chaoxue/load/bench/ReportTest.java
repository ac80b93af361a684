package cn.chaoxue.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path folder;

    @Test
    void oneGoalMissed_isNotReached() {
        Report report = new Report("it");
        report.ratio("ours/hello", 0.6, 0.5, 0.77);
        assertThat(report.reached()).isTrue();
        report.atMost("p99.ms", 301, 300);
        assertThat(report.reached()).isFalse();
    }

    @Test
    void json_hasTheFourMembersOthersRelyOn() throws IOException {
        Report report = new Report("it");
        report.ratio("ours/hello", 0.61234, 0.5, 0.77);
        report.atLeast("requests.per.s", 12, 10);
        report.condition("learners", 10_000);
        report.write(folder.resolve("it.json"));
        JsonNode json = new ObjectMapper().readTree(folder.resolve("it.json").toFile());
        assertThat(json.fieldNames()).toIterable().containsExactly("name", "ratios", "figures", "conditions");
        assertThat(json.at("/ratios/ours~1hello").asDouble()).isEqualTo(0.612);
        assertThat(json.at("/conditions/learners").asInt()).isEqualTo(10_000);
    }
}
