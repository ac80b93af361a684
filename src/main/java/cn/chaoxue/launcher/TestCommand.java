package cn.chaoxue.launcher;

import cn.chaoxue.launcher.Lanes.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `./chaoxue test`: everything that must pass, what fails fastest first, and beside each other what can be.
final class TestCommand {

    /// A test over real servers, sockets and a browser may fail once for the machine's sake: it gets a second run
    /// and is named at the end. Four such tests are no chance any more and fail the whole.
    private static final int NO_CHANCE = 4;

    private static final List<String> SECOND_RUN =
            List.of("-Dsurefire.rerunFailingTestsCount=1", "-Dsurefire.failOnFlakeCount=" + NO_CHANCE);

    /// Tests that a second JVM takes, with servers of its own: those of the launcher, which need no service, and those
    /// of a service that has the pages or the demo's people in it. Both JVMs mostly wait, for a browser or for a
    /// time to pass, so that they take little from each other. Each builds the service for the test profiles it
    /// meets: one that only one of them meets is built once.
    private static final String APART = Stream.of(
                    "launcher/*Test",
                    "ArchitectureTest",
                    "browser/*Test",
                    "web/WebRouteTest",
                    "demo/*Test",
                    "overload/OverloadWatchTest")
            .map(tests -> "**/" + tests + ".java")
            .collect(Collectors.joining(","));

    private static final String WITHIN_OTHERS = "**/*$*";

    /// The packages of the pages are there already: the build asks npm for its version instead of for all of them.
    private static final String INSTALLED = "-Dquarkus.quinoa.package-manager-command.ci=--version";

    private static final String TO_A_FILE = "-Dmaven.test.redirectTestOutputToFile=true";

    private final Path checkout;
    private final Path log;
    private final Path webLog;
    private final Path apartLog;

    TestCommand(Path checkout) {
        this.checkout = checkout;
        this.log = checkout.resolve("target/chaoxue-test.log");
        this.webLog = checkout.resolve("target/chaoxue-test-web.log");
        this.apartLog = checkout.resolve("target/chaoxue-test-apart.log");
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
        for (Path old : List.of(log, webLog, apartLog)) {
            Files.deleteIfExists(old);
        }
        Node.require();
        Browser.require(log);
        boolean passed = Lanes.run(compiled(), web()) && Lanes.run(tests(), packageAndApart());
        TestCounts counts = TestCounts.read(reports);
        counts.again().forEach(test -> Progress.say("passed only when run again: %s", test));
        boolean chance = counts.again().size() < NO_CHANCE;
        if (!chance) {
            Progress.say(
                    "FAILED: %d tests passed only when run again",
                    counts.again().size());
        }
        Progress.plain(counts.line());
        return passed && chance && counts.failed() == 0 && counts.passed() > 0 ? 0 : 1;
    }

    private List<Step> compiled() {
        return List.of(
                new Step("format", maven(log, "spotless:check")),
                new Step("compile, static checks", maven(log, "test-compile")));
    }

    private List<Step> web() {
        String report = "--outputFile.junit=" + checkout.resolve("target/web-tests/TEST-web.xml");
        return List.of(
                new Step("web: install", npm("ci", "--no-audit", "--no-fund")),
                new Step("web: format, lint, types", npm("run", "check")),
                new Step("web: unit tests", npm("test", "--", "--reporter=default", "--reporter=junit", report)));
    }

    private List<Step> tests() {
        String others = "-Dsurefire.excludes=" + WITHIN_OTHERS + "," + APART;
        return List.of(new Step("tests of the service", tests(log, "surefire:test", TO_A_FILE, others)));
    }

    /// The load tests take the launcher from the package, so that comes first.
    private List<Step> packageAndApart() {
        String these = "-Dsurefire.includes=" + APART;
        return List.of(
                new Step("package", maven(apartLog, "package", "-DskipTests", INSTALLED)),
                new Step("load tests: compile, checks", tests(apartLog, "verify", "-f", "load-tests/pom.xml")),
                new Step(
                        "tests of launcher, architecture, pages, demo",
                        tests(apartLog, "surefire:test", TO_A_FILE, these)));
    }

    private Tool tests(Path file, String... arguments) {
        return maven(
                file, Stream.concat(Stream.of(arguments), SECOND_RUN.stream()).toArray(String[]::new));
    }

    private Tool maven(Path file, String... arguments) {
        return Tool.maven(
                checkout,
                file,
                Stream.concat(Stream.of("-ntp"), Stream.of(arguments)).toArray(String[]::new));
    }

    private Tool npm(String... arguments) {
        return Tool.npm(checkout, webLog, arguments);
    }
}
