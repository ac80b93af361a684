package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// Builds the service, its web pages and the launcher's libraries, showing that it goes on: a line per step, and one
/// every few seconds within a step.
final class Build {

    /// Written after a build with the time it began, so that a file saved meanwhile still counts as newer.
    private static final String STAMP = "target/chaoxue-build";

    private static final Duration PACE = Duration.ofSeconds(10);
    private static final int LINES_OF_FAILURE = 12;

    private final Path checkout;
    private final Path log;
    private final Deque<String> errors = new ArrayDeque<>();

    Build(Path checkout) {
        this.checkout = checkout;
        this.log = checkout.resolve("target/chaoxue-build.log");
    }

    /// Builds; failing says where the whole log is.
    void run() {
        Node.require();
        Instant began = Instant.now();
        Progress.say("building (the first time takes some minutes; log: %s)", log);
        try (Ticker ticker = Ticker.during("starting", PACE)) {
            Files.deleteIfExists(log);
            boolean built = Tool.maven(checkout, log, "package", "-Dmaven.test.skip=true")
                    .run(line -> follow(line, ticker));
            if (!built) {
                throw new Trouble("The build failed; its whole log is " + log + ", it ends with:\n  "
                        + String.join("\n  ", errors));
            }
            Path stamp = checkout.resolve(STAMP);
            Files.writeString(stamp, "");
            Files.setLastModifiedTime(stamp, FileTime.from(began));
        } catch (IOException e) {
            throw Trouble.ofFiles("Building", e);
        }
    }

    private void follow(String line, Ticker ticker) {
        if (line.startsWith("[ERROR]")) {
            errors.add(line);
            if (errors.size() > LINES_OF_FAILURE) {
                errors.removeLast();
            }
        }
        if (line.contains("Downloaded from")) {
            ticker.count("files downloaded");
        }
        String step = step(line);
        if (!step.isEmpty()) {
            ticker.step(step);
        }
    }

    /// Maven announces each step as `[INFO] --- plugin:version:goal (id) @ project ---`.
    private static String step(String line) {
        if (line.contains("Scanning for projects")) {
            return "getting the build tools";
        }
        if (!line.startsWith("[INFO] --- ")) {
            return "";
        }
        String goal = line.replaceFirst("^\\[INFO] --- (\\S+?):[^:]+:(\\S+) .*", "$1:$2");
        return switch (goal) {
            case "quarkus:generate-code" -> "getting the libraries";
            case "compiler:compile" -> "compiling";
            case "quarkus:build" -> "building the web pages and assembling the service";
            default -> "";
        };
    }
}
