package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// `./chaoxue test`: everything that must pass, what fails fastest first.
final class TestCommand {

    private static final Duration PACE = Duration.ofSeconds(30);

    /// A test over real servers, sockets and a browser may fail once for the machine's sake: it gets a second run and
    /// is
    /// named at the end. Four such tests are no chance any more and fail the whole.
    private static final List<String> SECOND_RUN =
            List.of("-Dsurefire.rerunFailingTestsCount=1", "-Dsurefire.failOnFlakeCount=4");

    private final Path checkout;
    private final Path log;

    TestCommand(Path checkout) {
        this.checkout = checkout;
        this.log = checkout.resolve("target/chaoxue-test.log");
    }

    /// Ends with the counts; 0 when every step and every test passed.
    int run() throws IOException {
        List<Path> reports = Stream.of(
                        "target/surefire-reports", "target/web-tests", "load-tests/target/surefire-reports")
                .map(checkout::resolve)
                .toList();
        for (Path folder : reports) {
            UserFolders.delete(folder);
        }
        Files.deleteIfExists(log);
        Node.require();
        Browser.require(log);
        boolean passed = steps();
        TestCounts counts = TestCounts.read(reports);
        if (!passed) {
            Progress.say("something failed; the whole log is %s", log);
        }
        counts.again().forEach(test -> Progress.say("passed only when run again: %s", test));
        Progress.plain(counts.line());
        return passed && counts.failed() == 0 && counts.passed() > 0 ? 0 : 1;
    }

    private boolean steps() {
        Path report = checkout.resolve("target/web-tests/TEST-web.xml");
        return step("format", Tool.maven(checkout, log, "-ntp", "spotless:check"))
                && step("compile, static checks", Tool.maven(checkout, log, "-ntp", "test-compile"))
                && step("web: install", Tool.npm(checkout, log, "ci", "--no-audit", "--no-fund"))
                && step("web: format, lint, types", Tool.npm(checkout, log, "run", "check"))
                && step(
                        "web: unit tests",
                        Tool.npm(
                                checkout,
                                log,
                                "test",
                                "--",
                                "--reporter=default",
                                "--reporter=junit",
                                "--outputFile.junit=" + report))
                && step(
                        "Java and browser tests, package",
                        verify("-Dmaven.test.redirectTestOutputToFile=true", "-Dspotless.check.skip=true"))
                && step("load tests: compile, checks", verify("-f", "load-tests/pom.xml"));
    }

    private Tool verify(String... more) {
        Stream<String> asked = Stream.concat(Stream.of("-ntp", "verify"), Stream.of(more));
        return Tool.maven(
                checkout, log, Stream.concat(asked, SECOND_RUN.stream()).toArray(String[]::new));
    }

    private static boolean step(String name, Tool tool) {
        Progress.say("%s", name);
        try (Ticker _ = Ticker.during(name, PACE)) {
            Excerpt excerpt = new Excerpt();
            boolean passed = tool.run(excerpt::show);
            if (!passed) {
                excerpt.showEnd();
                Progress.say("FAILED: %s", name);
            }
            return passed;
        }
    }
}
