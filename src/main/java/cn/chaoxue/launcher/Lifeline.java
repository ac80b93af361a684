package cn.chaoxue.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/// Starts processes that end with this JVM, also when it is killed without notice, and that a Ctrl-C of the terminal
/// does not reach directly (so that they can be stopped in order).
///
/// On Linux the kernel does it (parent-death signal). That signal belongs to the *thread* that started the child, so
/// one thread that lives as long as the JVM starts them all. Elsewhere a small watching shell notices that its input,
/// held by this JVM, has closed.
public final class Lifeline {

    private static final LinkedBlockingQueue<Runnable> REQUESTS = new LinkedBlockingQueue<>();
    private static final boolean KERNEL = Path.of("/proc/self").toFile().exists() && onPath("setpriv");
    private static final boolean OWN_SESSION = onPath("setsid");

    static {
        Thread.ofPlatform().name("lifeline").daemon().start(Lifeline::serve);
    }

    private Lifeline() {}

    /// Starts the command as the given account; `signal` (for example `KILL`) is what it gets when this JVM is gone.
    static Process start(ProcessBuilder builder, ServerAccount account, String signal) throws IOException {
        builder.command(wrap(builder.command(), account, signal));
        Process process = onLongLivedThread(builder);
        if (!KERNEL) {
            watch(process, signal);
        }
        return process;
    }

    /// Starts the command under our own account; the kernel kills it when this JVM is gone.
    public static Process start(ProcessBuilder builder) throws IOException {
        return start(builder, ServerAccount.SELF, "KILL");
    }

    /// Starts a command that talks with the person at the terminal and gets its Ctrl-C itself.
    static Process startAtTerminal(ProcessBuilder builder) throws IOException {
        if (KERNEL) {
            List<String> wrapped = new ArrayList<>(List.of("setpriv", "--pdeathsig", "TERM", "--"));
            wrapped.addAll(builder.command());
            builder.command(wrapped);
        }
        return onLongLivedThread(builder);
    }

    /// True when the program can be found on the PATH.
    static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return List.of(path.split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder.isEmpty() ? "." : folder, program)));
    }

    private static List<String> wrap(List<String> command, ServerAccount account, String signal) {
        List<String> wrapped = new ArrayList<>();
        if (OWN_SESSION) {
            wrapped.add("setsid");
        } else if (onPath("perl")) {
            wrapped.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV"));
        }
        wrapped.addAll(account.prefix());
        if (KERNEL) {
            wrapped.addAll(List.of("setpriv", "--pdeathsig", signal, "--"));
        }
        wrapped.addAll(command);
        return wrapped;
    }

    private static Process onLongLivedThread(ProcessBuilder builder) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        REQUESTS.add(() -> {
            try {
                started.complete(builder.start());
            } catch (IOException | RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        try {
            return started.join();
        } catch (CompletionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    private static void serve() {
        while (true) {
            try {
                REQUESTS.take().run();
            } catch (InterruptedException e) {
                // Nobody may end this thread: the kernel would end every child with it.
                Thread.interrupted();
            }
        }
    }

    /// For systems without a parent-death signal: the returned shell holds out until its input closes, as it does with
    /// this JVM's end, and then ends the process.
    static Process watch(Process process, String signal) throws IOException {
        String script = "trap '' INT HUP TERM; cat >/dev/null; kill -" + signal + " " + process.pid();
        Process watcher = new ProcessBuilder("sh", "-c", script).start();
        process.onExit().thenRun(watcher::destroyForcibly);
        return watcher;
    }
}
