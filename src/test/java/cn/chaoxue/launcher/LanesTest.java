package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.launcher.Lanes.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanesTest {

    /// As long as nothing here takes, unless what should end it does not.
    private static final Duration FOR_EVER = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    @Test
    void lanes_goOnBesideEachOther_andTheirStepsInOrder() throws IOException {
        boolean passed = Lanes.run(
                List.of(
                        step("echo 1 >> order; touch here"),
                        step("until test -e there; do sleep 0.05; done; echo 2 >> order")),
                List.of(step("until test -e here; do sleep 0.05; done; touch there")));
        assertThat(passed).isTrue();
        assertThat(Files.readAllLines(folder.resolve("order"))).containsExactly("1", "2");
    }

    @Test
    void stepThatFails_endsTheOthersAndLetsNoneFollow() {
        Instant began = Instant.now();
        boolean passed = Lanes.run(
                List.of(step("touch under-way; exec sleep " + FOR_EVER.toSeconds()), step("touch after-the-ended")),
                List.of(step("until test -e under-way; do sleep 0.05; done; exit 3"), step("touch after-the-failed")));
        assertThat(passed).isFalse();
        assertThat(Duration.between(began, Instant.now())).isLessThan(FOR_EVER);
        assertThat(folder.resolve("after-the-ended")).doesNotExist();
        assertThat(folder.resolve("after-the-failed")).doesNotExist();
    }

    private Step step(String script) {
        return new Step(script, new Tool(List.of("sh", "-c", script), folder, folder.resolve("log")));
    }
}
