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

    Entry line(String topic, String what, String unit) {
        return new Entry(topic, what, unit);
    }

    Plan plan() {
        return new Plan(List.copyOf(lines));
    }

    /// Whole numbers without decimals, small ones with enough of them.
    static String shown(Object number) {
        double value = ((Number) number).doubleValue();
        if (Double.isNaN(value)) {
            return "?";
        }
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%,.2f" : "%,.1f", value);
    }

    /// A line being written.
    final class Entry {

        private final String topic;
        private final String what;
        private final String unit;
        private List<Cost> needed = List.of();
        private String arithmetic = "";

        private Entry(String topic, String what, String unit) {
            this.topic = topic;
            this.what = what;
            this.unit = unit;
        }

        /// The costs without which the line stays open.
        Entry needs(Cost... costs) {
            needed = List.of(costs);
            return this;
        }

        /// How it is computed: each `%s` is one of the numbers.
        Entry as(String format, Object... numbers) {
            Object[] shown = Arrays.stream(numbers).map(Worksheet::shown).toArray();
            arithmetic = String.format(Locale.ROOT, format, shown);
            return this;
        }

        /// Writes the line; yields its value, NaN where it stays open.
        double is(double value) {
            List<Cost> missing =
                    needed.stream().filter(cost -> costs.figure(cost).isEmpty()).toList();
            boolean open = !missing.isEmpty();
            lines.add(new Line(topic, what, open ? Double.NaN : value, unit, open ? lacks(missing) : arithmetic));
            return lines.getLast().value();
        }

        private static String lacks(List<Cost> missing) {
            return missing.stream()
                    .map(cost -> cost.figure() + " (bench " + cost.bench() + ")")
                    .collect(Collectors.joining(", ", "not measured: ", ""));
        }
    }
}
