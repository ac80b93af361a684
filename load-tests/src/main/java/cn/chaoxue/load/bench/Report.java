package cn.chaoxue.load.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoublePredicate;

/// What a benchmark found: ratios and figures, some with a goal, and the conditions they hold under.
public final class Report {

    private record Line(String name, String value, String goal, boolean reached) {}

    private final String name;
    private final Map<String, Object> ratios = new LinkedHashMap<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Map<String, Object> conditions = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    Report(String name) {
        this.name = name;
        conditions.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        conditions.putAll(Machine.conditions());
    }

    /// A ratio to the reference of the same run: at least `must`, aimed at `aim`.
    public void ratio(String what, double value, double must, double aim) {
        ratios.put(what, rounded(value));
        lines.add(new Line(
                what,
                String.format(Locale.ROOT, "%.3f ×", value),
                String.format(Locale.ROOT, "≥ %.2f ×, aim %.2f ×", must, aim),
                value >= must));
    }

    /// A figure without a goal; the name says its unit (`cpu.us.per.heartbeat`).
    public void figure(String what, double value) {
        figures.put(what, rounded(value));
        lines.add(new Line(what, text(value), "", true));
    }

    /// A figure that must be at most so much.
    public void atMost(String what, double value, double most) {
        goal(what, value, "≤ " + text(most), found -> found <= most);
    }

    /// A figure that must be at least so much.
    public void atLeast(String what, double value, double least) {
        goal(what, value, "≥ " + text(least), found -> found >= least);
    }

    /// Something the figures depend on.
    public void condition(String what, Object value) {
        conditions.put(what, value);
    }

    /// True when every goal was reached.
    public boolean reached() {
        return lines.stream().allMatch(Line::reached);
    }

    void print(PrintStream out) {
        out.printf("%n%s%n", name);
        for (Line line : lines) {
            String verdict = line.goal.isEmpty() ? "" : line.goal + (line.reached ? "  reached" : "  MISSED");
            out.printf(Locale.ROOT, "  %-44s %14s  %s%n", line.name, line.value, verdict);
        }
        conditions.forEach((what, value) -> out.printf("  (%s: %s)%n", what, value));
        out.flush();
    }

    void write(Path file) throws IOException {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("name", name);
        whole.put("ratios", ratios);
        whole.put("figures", figures);
        whole.put("conditions", conditions);
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(file, json.writeValueAsString(whole) + "\n");
    }

    private void goal(String what, double value, String goal, DoublePredicate reached) {
        figures.put(what, rounded(value));
        lines.add(new Line(what, text(value), goal, reached.test(value)));
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : value;
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%,.2f", value);
    }
}
