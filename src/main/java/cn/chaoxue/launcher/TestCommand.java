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
                        Tool.maven(
                                checkout,
                                log,
                                "-ntp",
                                "verify",
                                "-Dmaven.test.redirectTestOutputToFile=true",
                                "-Dspotless.check.skip=true"))
                && step(
                        "load tests: compile, checks",
                        Tool.maven(checkout, log, "-ntp", "-f", "load-tests/pom.xml", "verify"));
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
