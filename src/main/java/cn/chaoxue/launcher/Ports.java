package cn.chaoxue.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Who listens on a port of this machine.
final class Ports {

    private static final String LISTENING = "0A";

    private Ports() {}

    /// Refuses a port that is taken, naming the process where the system tells.
    static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            if (port < 1024 && String.valueOf(e.getMessage()).contains("ermission")) {
                throw new Trouble(
                        "Port " + port + " is reserved for administrators; choose one above 1023 with --port.");
            }
            String who = listener(port).map(Ports::describe).orElse("another program");
            throw new Trouble("Port " + port + " is taken by " + who + "; choose another one with --port.");
        }
    }

    private static String describe(ProcessHandle process) {
        String program = process.info()
                .command()
                .map(path -> Path.of(path).getFileName() + ", ")
                .orElse("");
        return "another program (" + program + "process " + process.pid() + ")";
    }

    private static Optional<ProcessHandle> listener(int port) {
        String hexPort = String.format(Locale.ROOT, ":%04X", port);
        List<String> sockets = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(cells -> cells.length > 9 && cells[1].endsWith(hexPort) && cells[3].equals(LISTENING))
                .map(cells -> "socket:[" + cells[9] + "]")
                .toList();
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, sockets))
                .findFirst();
    }

    private static boolean holds(ProcessHandle process, List<String> sockets) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException e) {
            return false; // another user's process, or no /proc here
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.US_ASCII).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
