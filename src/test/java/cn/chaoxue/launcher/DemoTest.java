package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What must hold however a demo ends. Real servers; only the service is a stand-in.
class DemoTest {

    private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(30);

    private ScratchFolder folder;
    private Path data;
    private int port;
    private RunningLauncher launcher;

    @BeforeEach
    void startDemo() {
        folder = ScratchFolder.create("demo-test");
        data = folder.path().resolve("data");
        port = EmbeddedServer.freePort();
        launcher = RunningLauncher.start(data, port).awaitReady();
    }

    @AfterEach
    void endDemo() {
        launcher.killAndAwaitAll();
        folder.delete();
    }

    @Test
    void sigterm_stopsEverythingAndCountsAsSuccess() {
        assertThat(launcher.output()).contains("environment complete: true");
        List<ProcessHandle> started = launcher.started();
        launcher.terminate();
        assertThat(launcher.exitCode()).as(launcher::output).isZero();
        assertThat(started).noneMatch(ProcessHandle::isAlive);
        assertThat(launcher.output()).endsWith("stopped").doesNotContain("chaoxue:");
    }

    @Test
    void killedLauncher_leavesNoProcessBehind() {
        List<ProcessHandle> started = launcher.started();
        launcher.kill();
        await().atMost(ORPHAN_LIMIT).until(() -> RunningLauncher.allEnded(started));
    }

    @Test
    void everythingKilledAndTheLastRecordTorn_nextStartIsClean() throws IOException {
        List<ProcessHandle> started = launcher.started();
        started.forEach(ProcessHandle::destroyForcibly);
        launcher.kill();
        await().atMost(ORPHAN_LIMIT).until(() -> RunningLauncher.allEnded(started));
        assertThat(data.resolve("postgres/data/postmaster.pid")).exists();
        Files.writeString(appendOnlyFile("redis-exam"), "*3\r\n$3\r\nSET\r\n$4\r\nto", StandardOpenOption.APPEND);

        launcher = RunningLauncher.start(data, port).awaitReady();
        launcher.terminate();
        assertThat(launcher.exitCode()).as(launcher::output).isZero();
    }

    @Test
    void secondDemoInTheSameFolder_isRefusedInOneSentence() {
        RunningLauncher second = RunningLauncher.start(data, EmbeddedServer.freePort());
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output())
                .startsWith("chaoxue: The data folder " + data + " is in use by another demo (process ");
    }

    @Test
    void secondDemoOnTheSamePort_isRefusedInOneSentence() {
        RunningLauncher second = RunningLauncher.start(folder.path().resolve("other"), port);
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output()).startsWith("chaoxue: Port " + port + " is taken by another program");
    }

    @Test
    void killedRedis_isStartedAgain() {
        ProcessHandle killed = launcher.server("redis-server");
        killed.destroyForcibly();
        await().atMost(ORPHAN_LIMIT).until(() -> launcher.output().contains("starting it again"));
        await().atMost(ORPHAN_LIMIT)
                .until(() -> launcher.started().stream()
                                .filter(child ->
                                        child.info().command().orElse("").endsWith("redis-server"))
                                .count()
                        == 2);
    }

    @Test
    void serviceThatEndsByItself_endsTheDemoWithItsReason() throws IOException {
        List<ProcessHandle> started = launcher.started();
        URI end = URI.create("http://127.0.0.1:" + port + "/end");
        try (var _ = end.toURL().openStream()) {
            assertThat(end).isNull();
        } catch (IOException e) {
            // It ended before it could answer.
        }
        assertThat(launcher.exitCode()).isEqualTo(1);
        assertThat(launcher.output()).contains("chaoxue: The service has ended by itself (exit code 3)");
        assertThat(started).noneMatch(ProcessHandle::isAlive);
    }

    private Path appendOnlyFile(String server) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(server).resolve("appendonlydir"))) {
            return files.filter(file -> file.toString().endsWith(".incr.aof"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
