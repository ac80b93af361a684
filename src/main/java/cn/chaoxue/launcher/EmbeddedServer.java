package cn.chaoxue.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// What the embedded servers have in common: a folder, a port on 127.0.0.1, a password of their own, and a process that
/// is found through the folder alone, so that any class loader or later JVM can stop what an earlier one started.
public sealed interface EmbeddedServer permits EmbeddedPostgres, EmbeddedRedis {

    /// The port on 127.0.0.1, the same over restarts.
    int port();

    /// Starts the server and returns when it answers; what a crash left behind is cleared first.
    void start();

    /// Asks the server to write everything and end, and waits for it; forces it after half a minute.
    void stop();

    /// The process, when the server runs.
    Optional<ProcessHandle> process();

    /// Ends the server and its own children at once, as a power failure would.
    default void kill() {
        List<ProcessHandle> all = family();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> awaitEnd(process, Duration.ofSeconds(10)));
    }

    /// Freezes the server: connections stay open and nothing answers.
    default void freeze() {
        family().forEach(process -> signal(process, "STOP"));
    }

    /// Lets a frozen server go on.
    default void thaw() {
        family().forEach(process -> signal(process, "CONT"));
    }

    private List<ProcessHandle> family() {
        return process().stream()
                .flatMap(own -> Stream.concat(Stream.of(own), own.descendants()))
                .toList();
    }

    /// Sends a signal by name; a process that has already ended is fine.
    static void signal(ProcessHandle process, String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid() + " 2>/dev/null")
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw Trouble.ofFiles("Sending a signal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// True when the process ended within the time.
    static boolean awaitEnd(ProcessHandle process, Duration time) {
        try {
            process.onExit().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            return !process.isAlive();
        }
    }

    /// A port nobody listens on, below the range systems give to outgoing connections.
    static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: try another.
            }
        }
        throw new Trouble("No free port was found between 20000 and 32000.");
    }

    /// The password kept in this file, made on the first call; readable by its owner alone.
    static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            // Written aside and renamed: a start killed half-way leaves no empty password.
            Path half = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(half);
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(half, HexFormat.of().formatHex(random), StandardOpenOption.WRITE);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    /// The last lines of a server's log, for the sentence that says why it did not start.
    static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException e) {
            return "no log at " + log;
        }
    }
}
