package cn.chaoxue.load.plan;

import cn.chaoxue.load.plan.Plan.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Collects a plan's lines; what depends on a cost nobody has measured becomes a line that says so.
final class Worksheet {

    private final CostModel costs;
    private final List<Line> lines = new ArrayList<>();

    Worksheet(CostModel costs) {
        this.costs = costs;
    }

    /// A measured cost; NaN where there is none.
    double cost(Cost cost) {
        return costs.figure(cost).orElse(Double.NaN);
    }

    /// Adds a line and yields its value. `%s` in the arithmetic are the numbers that follow.
    double line(String topic, String what, double value, String unit, String arithmetic, Object... numbers) {
        Object[] shown = Arrays.stream(numbers).map(Worksheet::shown).toArray();
        lines.add(new Line(topic, what, value, unit, String.format(Locale.ROOT, arithmetic, shown)));
        return value;
    }

    /// The same for a value that depends on measured costs.
    double line(
            String topic, String what, List<Cost> needed, double value, String unit, String arithmetic, Object... n) {
        List<Cost> missing =
                needed.stream().filter(cost -> costs.figure(cost).isEmpty()).toList();
        if (missing.isEmpty()) {
            return line(topic, what, value, unit, arithmetic, n);
        }
        String names = missing.stream()
                .map(cost -> cost.figure() + " (bench " + cost.bench() + ")")
                .collect(Collectors.joining(", "));
        lines.add(new Line(topic, what, Double.NaN, unit, "not measured: " + names));
        return Double.NaN;
    }

    Plan plan() {
        return new Plan(List.copyOf(lines));
    }

    /// Whole numbers without decimals, small ones with enough of them.
    static String shown(Object number) {
        if (!(number instanceof Number)) {
            return number.toString();
        }
        double value = ((Number) number).doubleValue();
        if (Double.isNaN(value)) {
            return "?";
        }
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%,.2f" : "%,.1f", value);
    }
}
