package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void bothWaysOfWritingAValue_areRead() {
        Options options =
                Options.parse("demo --port=9000 --cadres 200000 --data /tmp/x --fresh --rehearse 500".split(" "));
        assertThat(options).isEqualTo(new Options("demo", 9000, 200_000, Path.of("/tmp/x"), true, 500));
    }

    @Test
    void demoWithoutOptions_hasTheDocumentedDefaults() {
        Options options = Options.parse(new String[] {"demo"});
        assertThat(options)
                .isEqualTo(new Options("demo", 8080, 2000, UserFolders.data().resolve("demo"), false, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demon",
                "demo --port",
                "demo --port x",
                "demo --port 0",
                "demo --port 65536",
                "demo --port 99999999999",
                "demo --cadres -5",
                "demo --data --fresh",
                "demo --fresh=yes",
                "demo extra",
                "dev --rehearse 5",
                "test --port 8080"
            })
    void anythingElse_isRefusedWithTheUsage(String line) {
        assertThatThrownBy(() -> Options.parse(line.isEmpty() ? new String[0] : line.split(" ")))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("usage: ./chaoxue");
    }

    /// All that the service's own process knows beside serving.
    @Test
    void maintenance_isPassedOnAndExplained() {
        assertThat(Options.MAINTENANCE).containsExactlyInAnyOrder("audit", "keys", "admin", "database");
        assertThat(Options.USAGE)
                .contains("audit verify", "audit show", "keys add|reseal", "admin appoint|reset", "database migrate");
    }
}
