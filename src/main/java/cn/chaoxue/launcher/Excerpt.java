package cn.chaoxue.launcher;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What of a tool's output is worth a line at the terminal: finished test classes as they come; errors at the end.
final class Excerpt {

    private static final int MOST_LINES = 60;

    private final List<String> errors = new ArrayList<>();
    private final Deque<String> latest = new ArrayDeque<>();

    /// Takes one line and shows it when a test class has finished.
    void show(String line) {
        if (line.contains("Tests run:") && line.contains(" -- in ")) {
            Progress.say("  %s", line.replaceFirst("^\\[\\w+]\\s+", ""));
        }
        if (line.startsWith("[ERROR]") && !line.startsWith("[ERROR] \tat ") && errors.size() < MOST_LINES) {
            errors.add(line);
        }
        latest.add(line);
        if (latest.size() > MOST_LINES) {
            latest.removeFirst();
        }
    }

    /// After a failure: the errors the tool named, or its last lines.
    void showEnd() {
        (errors.isEmpty() ? latest : errors).forEach(line -> Progress.plain("    " + line));
    }
}
