package cn.chaoxue.load.stage;

import cn.chaoxue.launcher.EmbeddedServer;
import cn.chaoxue.launcher.Lifeline;
import cn.chaoxue.launcher.ServiceCommand;
import cn.chaoxue.launcher.Trouble;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One process of the service, as it is shipped, on a port of its own.
public final class Pod {

    private static final Duration READY_LIMIT = Duration.ofMinutes(5);

    private final String name;
    private final int port;
    private final Path log;
    private final Process process;

    private Pod(String name, int port, Path log, Process process) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /// Starts the built service and returns when it answers as ready. Later settings win over earlier ones.
    static Pod start(String name, Path checkout, Path log, Map<String, String> environment, List<String> settings) {
        int port = EmbeddedServer.freePort();
        List<String> options = new ArrayList<>(List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port));
        settings.forEach(setting -> options.add(setting.startsWith("-") ? setting : "-D" + setting));
        ProcessBuilder builder = new ProcessBuilder(ServiceCommand.java(options, ServiceCommand.jar(checkout)))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Pod pod = new Pod(name, port, log, Lifeline.start(builder));
            pod.awaitReady();
            return pod;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its name on this stage.
    public String name() {
        return name;
    }

    /// Where it listens on 127.0.0.1.
    public int port() {
        return port;
    }

    /// Address of a path.
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /// What it has written so far.
    public Path log() {
        return log;
    }

    /// Its process id, for /proc and jcmd.
    public long pid() {
        return process.pid();
    }

    /// True until it has ended.
    public boolean alive() {
        return process.isAlive();
    }

    /// What it has used so far.
    public Usage usage() {
        return Usage.of(pid());
    }

    /// kill -9, as a power failure.
    public void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(10));
    }

    /// SIGTERM, as a rolling restart does; true when it ended by itself within the time.
    public boolean stop(Duration patience) {
        process.destroy();
        return await(patience);
    }

    /// SIGSTOP: connections stay open and nothing answers.
    public void freeze() {
        EmbeddedServer.signal(process.toHandle(), "STOP");
    }

    /// SIGCONT.
    public void thaw() {
        EmbeddedServer.signal(process.toHandle(), "CONT");
    }

    /// True when it says it can take requests now.
    public boolean ready() {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) at("/q/health/ready").toURL().openConnection();
            request.setConnectTimeout(500);
            request.setReadTimeout(2_000);
            return request.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!ready()) {
            if (await(Duration.ofMillis(100)) || System.nanoTime() > deadline) {
                kill();
                throw new Trouble(name + " did not become ready: " + EmbeddedServer.tail(log) + " (" + log + ")");
            }
        }
    }

    private boolean await(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
