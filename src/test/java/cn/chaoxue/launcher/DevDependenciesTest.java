package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.InTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Development mode adds dependencies of its own; they must all be where the others come from. Once one of them was
/// not, and `./chaoxue dev` could not start.
class DevDependenciesTest {

    @Test
    void developmentMode_needsNothingABuildDoesNotBring() throws Exception {
        ProcessBuilder maven = new ProcessBuilder("./mvnw", "-B", "quarkus:dependency-tree", "-Dmode=dev")
                .directory(Path.of("").toAbsolutePath().toFile())
                .redirectErrorStream(true);
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process tree = InTime.begun(maven, Duration.ofMinutes(2));
        String said = new String(tree.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(InTime.done(tree.onExit()).exitValue()).as(said).isZero();
        assertThat(said).contains("quarkus-vertx-http").doesNotContain(":quarkus-devui:");
    }
}
