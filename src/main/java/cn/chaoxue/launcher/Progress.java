package cn.chaoxue.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Lines for the person at the terminal, each with the seconds since the command began.
public final class Progress {

    private static final Instant BEGAN =
            ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    private static final PrintStream OUT = System.out;

    private Progress() {}

    /// One line: what is happening now.
    public static void say(String format, Object... arguments) {
        String line = String.format(Locale.ROOT, format, arguments);
        OUT.printf(Locale.ROOT, "[%6.1f s] %s%n", seconds(), line);
        OUT.flush();
    }

    /// A line without the clock.
    public static void plain(String line) {
        OUT.println(line);
        OUT.flush();
    }

    private static double seconds() {
        return Duration.between(BEGAN, Instant.now()).toMillis() / 1000.0;
    }
}
