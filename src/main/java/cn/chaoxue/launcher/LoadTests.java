package cn.chaoxue.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The commands of the folder `load-tests`, a Maven project of its own: built when needed, run as a JVM of its own.
final class LoadTests {

    static final Set<String> COMMANDS = Set.of("bench", "faults", "plan");

    private static final String STAMP = "load-tests/target/chaoxue-build";

    private final Path checkout;

    LoadTests(Path checkout) {
        this.checkout = checkout;
    }

    /// Arguments as on the command line, command first; the exit code of the command.
    int run(boolean serviceIsStale, String[] arguments) throws IOException, InterruptedException {
        if (serviceIsStale) {
            new Build(checkout).run();
        }
        if (serviceIsStale || stale()) {
            build();
        }
        return Lifeline.startAtTerminal(new ProcessBuilder(command(arguments)).inheritIO())
                .waitFor();
    }

    private List<String> command(String[] arguments) {
        String classes = String.join(
                File.pathSeparator,
                checkout.resolve("load-tests/target/classes").toString(),
                checkout.resolve("load-tests/target/lib").toString() + "/*",
                checkout.resolve("target/classes").toString(),
                checkout.resolve("target/launcher-lib").toString() + "/*");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.add("--sun-misc-unsafe-memory-access=allow");
        MeasuredRedis.option().ifPresent(command::add);
        command.addAll(List.of("-Dchaoxue.checkout=" + checkout, "-cp", classes, "cn.chaoxue.load.Load"));
        command.addAll(List.of(arguments));
        return command;
    }

    private void build() throws IOException {
        Instant began = Instant.now();
        Path log = checkout.resolve("target/chaoxue-load-tests.log");
        Files.deleteIfExists(log);
        Progress.say("building the load tests (log: %s)", log);
        Tool maven = Tool.maven(checkout, log, "-ntp", "-f", "load-tests/pom.xml", "package", "-Dmaven.test.skip=true");
        try (Ticker _ = Ticker.during("building the load tests", Duration.ofSeconds(10))) {
            if (!maven.run(_ -> {})) {
                throw new Trouble("The load tests did not build; the whole log is " + log + ".");
            }
        }
        Path stamp = checkout.resolve(STAMP);
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, FileTime.from(began));
    }

    private boolean stale() throws IOException {
        Path stamp = checkout.resolve(STAMP);
        if (!Files.exists(stamp)) {
            return true;
        }
        FileTime built = Files.getLastModifiedTime(stamp);
        try (Stream<Path> sources = Stream.concat(
                Files.walk(checkout.resolve("load-tests/src")), Stream.of(checkout.resolve("load-tests/pom.xml")))) {
            return sources.anyMatch(file -> file.toFile().lastModified() > built.toMillis());
        }
    }
}
