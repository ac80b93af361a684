package cn.chaoxue.load.plan;

import cn.chaoxue.load.plan.Plan.Line;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Shows a plan, to people as a table and to programs as JSON.
final class PlanPrinter {

    private final Plan plan;
    private final CostModel costs;

    PlanPrinter(Plan plan, CostModel costs) {
        this.plan = plan;
        this.costs = costs;
    }

    void table(PrintStream out) {
        String topic = "";
        for (Line line : plan.lines()) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %-28s %12s %-22s %s%n",
                    line.topic().equals(topic) ? "" : line.topic(),
                    line.what(),
                    line.known() ? Worksheet.shown(line.value()) : "–",
                    line.unit(),
                    line.known() ? "= " + line.arithmetic() : line.arithmetic());
            topic = line.topic();
        }
        out.println();
        if (costs.reports().isEmpty()) {
            out.println(
                    "This build brings no measured costs; give reports of `./chaoxue bench NAME --json FILE` by --costs.");
        }
        costs.reports().forEach(report -> out.printf("costs of bench %s: %s%n", report.name(), report.conditions()));
    }

    void json(PrintStream out) throws IOException {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        for (Line line : plan.lines()) {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>();
            shown.put("topic", line.topic());
            shown.put("what", line.what());
            shown.put("value", line.known() ? line.value() : null);
            shown.put("unit", line.unit());
            shown.put("arithmetic", line.arithmetic());
            lines.add(shown);
        }
        out.println(new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(Map.of("lines", lines, "costs", costs.reports())));
    }
}
