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
        write("surefire-reports/TEST-a.xml", """
                <testsuite name='a' tests='3' errors='1' skipped='1' failures='0'>
                  <testcase name='one' classname='a'/>
                  <testcase name='two' classname='a'><error>boom</error><rerunError/><system-out>said</system-out></testcase>
                  <testcase name='three' classname='a'><skipped/></testcase>
                </testsuite>""");
        write("web-tests/TEST-web.xml", """
                <testsuites tests='2' failures='1'><testsuite tests='1'><testcase classname='b' name='x'/></testsuite>
                <testsuite tests='1'><testcase classname='c' name='y'><failure/></testcase></testsuite></testsuites>""");
        TestCounts counts = TestCounts.read(
                List.of(target.resolve("surefire-reports"), target.resolve("web-tests"), target.resolve("absent")));
        assertThat(counts.line()).isEqualTo("2 passed, 2 failed, 1 skipped");
        assertThat(counts.again()).isEmpty();
    }

    /// As the build tool writes it: the suite's own sum knows the second run alone.
    @Test
    void passedOnTheSecondRun_countsOnceAndIsNamed() throws IOException {
        write("surefire-reports/TEST-a.xml", """
                <testsuite name='cn.A' tests='1' errors='0' skipped='0' failures='0'>
                  <testcase name='once' classname='cn.A'><flakyFailure><stackTrace>at</stackTrace></flakyFailure></testcase>
                  <testcase name='good' classname='cn.A'/>
                </testsuite>""");
        TestCounts counts = TestCounts.read(List.of(target.resolve("surefire-reports")));
        assertThat(counts.line()).isEqualTo("2 passed, 0 failed, 0 skipped");
        assertThat(counts.again()).containsExactly("cn.A.once");
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(target.resolve(file).getParent());
        Files.writeString(target.resolve(file), content);
    }
}
