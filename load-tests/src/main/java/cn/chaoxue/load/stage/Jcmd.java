package cn.chaoxue.load.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Asks the JVM of a service, by the tool that comes with this one.
public final class Jcmd {

    private static final long PATIENCE_SECONDS = 60;

    private Jcmd() {}

    /// What it answers; what it has said so far where it is not done in time.
    public static String ask(Pod pod, String command) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pod.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        // What it says ends with it.
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(_ -> process.destroyForcibly());
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
