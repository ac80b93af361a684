package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path temporary;

    @Test
    void folderWithOtherFiles_isRefusedAndLeftAlone() throws IOException {
        Files.writeString(temporary.resolve("letters.txt"), "mine");
        assertThatThrownBy(() -> DataFolder.open(temporary))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("other files");
        assertThat(temporary.resolve("letters.txt")).hasContent("mine");
    }

    @Test
    void emptying_forgetsOnlyWhatDemosStore() throws IOException {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            Files.writeString(folder.inner("postgres").resolve("rows"), "stored");
            Files.writeString(folder.path().resolve("letters.txt"), "mine");
            folder.empty();
            assertThat(folder.path().resolve("postgres")).doesNotExist();
            assertThat(folder.path().resolve("letters.txt")).hasContent("mine");
        }
    }

    @Test
    void folderOfAnEndedDemo_isOpenAgainThoughItsLockFileIsThere() throws IOException {
        DataFolder.open(temporary.resolve("data")).close();
        DataFolder.open(temporary.resolve("data")).close();
        assertThat(temporary.resolve("data/chaoxue.lock")).exists();
    }
}
