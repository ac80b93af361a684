package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {

    @TempDir
    private Path temporary;

    /// A kind of server made for drills once came along with every demo.
    @Test
    void nothingNamedFromOutside_isOneDatabaseAndTheTwoRolesOfRedis() throws IOException {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            assertThat(Backends.of(folder, Map.of()).environment().keySet())
                    .filteredOn(name -> name.endsWith("_URL") || name.endsWith("_HOSTS"))
                    .containsExactlyInAnyOrder(
                            "QUARKUS_DATASOURCE_REACTIVE_URL",
                            "QUARKUS_DATASOURCE_JDBC_URL",
                            "QUARKUS_REDIS_STUDY_HOSTS",
                            "QUARKUS_REDIS_EXAM_HOSTS");
        }
    }

    /// Live coding once left its keys in the checkout, where they could be committed and outlived their database.
    @Test
    void keys_lieBesideTheDataTheySeal() throws IOException {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            Map<String, String> external =
                    Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://db/x", "QUARKUS_REDIS_HOSTS", "redis://r");
            assertThat(Backends.of(folder, external).environment())
                    .containsEntry(
                            "CHAOXUE_SECRETS_DIR", folder.inner("secrets").toString())
                    .containsEntry("CHAOXUE_SECRETS_GENERATE", "true")
                    .doesNotContainKey("QUARKUS_DATASOURCE_REACTIVE_URL");
        }
    }
}
