package cn.chaoxue.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The service as a process of its own. Its output goes to a log file; lines meant for the person at the terminal
/// (those with `demo:`) are shown as well.
final class Service {

    private static final String FOR_THE_TERMINAL = "demo: ";

    private final Process process;
    private final int port;
    private final Path log;

    private Service(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /// Starts the command with these variables added to ours; the log before is kept beside the new one.
    static Service start(List<String> command, Map<String, String> environment, int port, Path log) {
        try {
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = Lifeline.start(builder, ServerAccount.SELF, "KILL");
            Service service = new Service(process, port, log);
            Thread.ofPlatform().daemon().name("service-output").start(service::relay);
            return service;
        } catch (IOException e) {
            throw Trouble.ofFiles("Starting the service", e);
        }
    }

    /// Returns when the service takes requests.
    void awaitReady(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready()) {
            if (endedWithin(Duration.ofMillis(100))) {
                throw ended();
            }
            if (System.nanoTime() > deadline) {
                throw new Trouble(
                        "The service did not become ready within " + limit.toMinutes() + " minutes; see " + log + ".");
            }
        }
    }

    /// True when the process has ended, after waiting so long for it.
    boolean endedWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// What to say when the service has ended by itself.
    Trouble ended() {
        return new Trouble("The service has ended by itself (exit code " + process.exitValue() + "); its log " + log
                + " says: " + lastError()
                + (lastError().contains("flyway") ? " (--fresh starts over with an empty database)" : ""));
    }

    /// The innermost cause the service logged last, or else its last words.
    private String lastError() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("Caused by: ") || line.contains(" ERROR "))
                    .reduce((_, later) -> later)
                    .map(line -> line.substring(0, Math.min(line.length(), 300)))
                    .orElseGet(() -> EmbeddedServer.tail(log));
        } catch (IOException | UncheckedIOException e) {
            return EmbeddedServer.tail(log);
        }
    }

    /// Lets requests finish, then ends it; by force after that time. True when it ended by itself.
    boolean stop(Duration patience) {
        process.toHandle().destroy(); // unlike Process.destroy, leaves us its last words to read
        if (endedWithin(patience)) {
            return true;
        }
        kill();
        return false;
    }

    /// Ends it at once.
    void kill() {
        process.destroyForcibly();
        endedWithin(Duration.ofSeconds(5));
    }

    private boolean ready() {
        try {
            URI address = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
            HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
            request.setConnectTimeout(500);
            request.setReadTimeout(2_000);
            return request.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void relay() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                Writer file = Files.newBufferedWriter(log)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                file.write(line + "\n");
                file.flush();
                int at = line.indexOf(FOR_THE_TERMINAL);
                if (at >= 0) {
                    Progress.say("%s", line.substring(at + FOR_THE_TERMINAL.length()));
                }
            }
        } catch (IOException e) {
            Progress.say("the service's log %s cannot be written: %s", log, e.toString());
        }
    }
}
