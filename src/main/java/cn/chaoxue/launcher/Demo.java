package cn.chaoxue.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One demo from start to stop: databases first, then the service; in the reverse order at the end, whether that end is
/// Ctrl-C, SIGTERM or trouble. Where this JVM is killed instead, everything it started ends with it ([Lifeline]).
final class Demo {

    private static final Duration READY_LIMIT = Duration.ofMinutes(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    private final Options options;
    private final DataFolder folder;
    private final List<String> serviceCommand;
    private final Optional<QuickStart> quickStart;
    private final Backends backends;
    private @Nullable Service service;
    private volatile boolean told;
    private volatile boolean stopped;

    /// The service command listens on the port of the options and answers `/q/health/ready`.
    Demo(Options options, DataFolder folder, List<String> serviceCommand, Optional<QuickStart> quickStart) {
        this.options = options;
        this.folder = folder;
        this.serviceCommand = serviceCommand;
        this.quickStart = quickStart;
        this.backends = Backends.of(folder, System.getenv());
    }

    /// Starts everything and serves; returns only by throwing what went wrong.
    void run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopWhenTold, "stop"));
        try {
            Progress.say("starting the databases in %s", folder.path());
            backends.start();
            Service started = startService();
            started.awaitReady(READY_LIMIT);
            Welcome.show(new DemoApi(options.port()));
            if (options.rehearse() > 0) {
                Rehearsal.start(new DemoApi(options.port()), options.rehearse());
            }
            quickStart.ifPresent(preparing -> preparing.prepare(backends.environment(), folder.inner("logs")));
            serve(started);
        } catch (Trouble e) {
            if (told) {
                awaitHalt(); // a server that ends because we are stopping is no trouble
            }
            stop();
            throw e;
        }
    }

    private synchronized Service startService() {
        Progress.say("starting the service");
        Service started = Service.start(
                serviceCommand,
                backends.environment(),
                options.port(),
                folder.inner("logs").resolve("service.log"));
        service = started;
        return started;
    }

    private void serve(Service running) {
        while (!running.endedWithin(LOOK_AROUND)) {
            synchronized (this) {
                if (!stopped) {
                    backends.revive();
                }
            }
        }
        throw running.ended();
    }

    /// The end that was asked for, so not a failure: exit code 0.
    private void stopWhenTold() {
        if (stopped) {
            return;
        }
        told = true;
        Progress.say("stopping");
        stop();
        Progress.say("stopped");
        Runtime.getRuntime().halt(0);
    }

    private static void awaitHalt() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        quickStart.ifPresent(QuickStart::stop);
        if (service != null) {
            service.stop(STOP_PATIENCE);
        }
        backends.stop();
    }
}
