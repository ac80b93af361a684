package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// A launcher in a JVM of its own, as a person would start it, with what it printed and the processes it started.
final class RunningLauncher {

    private final Process process;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private RunningLauncher(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().start(this::read);
    }

    static RunningLauncher start(Path data, int port) {
        List<String> command = new ArrayList<>(StandInLauncher.java(StandInLauncher.class, "demo"));
        command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
        try {
            return new RunningLauncher(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunningLauncher awaitReady() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(process.isAlive()).as(this::output).isTrue();
            return output().contains("ready: http://localhost");
        });
        return this;
    }

    /// PostgreSQL and its own children, both Redis servers, the service.
    List<ProcessHandle> started() {
        List<ProcessHandle> started = process.descendants().toList();
        assertThat(started).as(this::output).hasSizeGreaterThan(4);
        return started;
    }

    ProcessHandle server(String program) {
        return started().stream()
                .filter(child -> child.info().command().orElse("").endsWith(program))
                .findFirst()
                .orElseThrow();
    }

    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /// As [#kill()], but returns when what it started has ended too, so that the folder can be deleted.
    void killAndAwaitAll() {
        List<ProcessHandle> started = process.descendants().toList();
        kill();
        await().atMost(Duration.ofSeconds(30)).until(() -> allEnded(started));
    }

    void terminate() {
        process.toHandle().destroy();
    }

    int exitCode() {
        try {
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).as(this::output).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String output() {
        return String.join("\n", lines);
    }

    static boolean allEnded(List<ProcessHandle> processes) {
        return processes.stream().noneMatch(ProcessHandle::isAlive);
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.addAll(Arrays.asList("(output ended: " + e + ")"));
        }
    }
}
