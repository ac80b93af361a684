package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lets the second start of a build take a third of the work of the first: once the demo serves, a second service
/// process, of the lowest priority and without any task of its own, starts and ends under the JVM's eyes, which keeps
/// the loaded and linked classes in a file (JEP 483, 514). Nothing depends on it: without the file, or with one that
/// does not fit, starts are only slower.
final class QuickStart {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path jar;
    private final Path cache;
    private final Path halfDone;
    private final Path recording;
    private @Nullable Service current;
    private boolean stopped;

    QuickStart(Path checkout) {
        Path target = checkout.resolve("target");
        this.jar = ServiceCommand.jar(checkout);
        this.cache = target.resolve("chaoxue-service.aot");
        this.halfDone = target.resolve("chaoxue-service.aot.new");
        this.recording = target.resolve("chaoxue-service.aotconf");
    }

    /// The JVM option to start the service with.
    List<String> option() {
        return fits() ? List.of("-XX:AOTCache=" + cache) : List.of();
    }

    /// Makes the file in the background unless it is there. Environment: what a service needs to start.
    void prepare(Map<String, String> environment, Path logs) {
        if (!fits()) {
            Thread.ofPlatform().daemon().name("quick-start").start(() -> train(new HashMap<>(environment), logs));
        }
    }

    /// Ends what is going on; what is half done is thrown away by the next start.
    synchronized void stop() {
        stopped = true;
        if (current != null) {
            current.kill();
        }
    }

    private boolean fits() {
        try {
            return Files.exists(cache)
                    && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void train(Map<String, String> environment, Path logs) {
        try {
            int port = EmbeddedServer.freePort();
            environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
            environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
            environment.put("CHAOXUE_ROLE_WORKER", "false");
            Service recorder = run(environment, port, logs, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording);
            recorder.awaitReady(PATIENCE);
            boolean recorded = recorder.stop(PATIENCE);
            Service assembler = run(
                    Map.of(),
                    port,
                    logs,
                    "-XX:AOTMode=create",
                    "-XX:AOTConfiguration=" + recording,
                    "-XX:AOTCache=" + halfDone);
            if (recorded && assembler.endedWithin(PATIENCE)) {
                Files.move(halfDone, cache, StandardCopyOption.ATOMIC_MOVE);
                Files.deleteIfExists(recording);
            }
        } catch (IOException | Trouble e) {
            // Only a convenience; its log says why. The next start tries again.
        }
    }

    private synchronized Service run(Map<String, String> environment, int port, Path logs, String... options) {
        if (stopped) {
            throw new Trouble("Stopping.");
        }
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(ServiceCommand.java(Stream.of(options).toList(), jar));
        Service started = Service.start(command, environment, port, logs.resolve("quick-start.log"));
        current = started;
        return started;
    }
}
