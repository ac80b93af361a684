package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
        Process tree = maven.start();
        String said = new String(tree.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tree.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(tree.exitValue()).as(said).isZero();
        assertThat(said).contains("quarkus-vertx-http").doesNotContain(":quarkus-devui:");
    }
}
