package cn.chaoxue.launcher;

import java.io.PrintStream;
import java.util.Locale;

/// Lines for the person at the terminal, each with the seconds since the start.
final class Progress {

    private static final long BEGAN = System.nanoTime();
    private static final PrintStream OUT = System.out;

    private Progress() {}

    /// One line: what is happening now.
    static void say(String format, Object... arguments) {
        String line = String.format(Locale.ROOT, format, arguments);
        OUT.printf(Locale.ROOT, "[%6.1f s] %s%n", secondsSinceStart(), line);
        OUT.flush();
    }

    static double secondsSinceStart() {
        return (System.nanoTime() - BEGAN) / 1e9;
    }
}
