package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCountsTest {

    @TempDir
    private Path target;

    @Test
    void reportsOfJavaAndWeb_areSummed() throws IOException {
        write("surefire-reports/TEST-a.xml", "<testsuite name='a' tests='5' errors='1' skipped='1' failures='1'/>");
        write(
                "web-tests/TEST-web.xml",
                "<testsuites tests='3' failures='0'><testsuite tests='2' failures='0' errors='0' skipped='0'/>"
                        + "<testsuite tests='1' failures='0' errors='0' skipped='1'/></testsuites>");
        List<Path> folders =
                List.of(target.resolve("surefire-reports"), target.resolve("web-tests"), target.resolve("absent"));
        assertThat(TestCounts.read(folders).line()).isEqualTo("4 passed, 2 failed, 2 skipped");
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(target.resolve(file).getParent());
        Files.writeString(target.resolve(file), content);
    }
}
