package cn.chaoxue.load.plan;

import java.util.List;
import java.util.Optional;

/// What a campaign needs, line by line.
record Plan(List<Line> lines) {

    /// One need.
    /// @param value NaN where a cost it depends on has not been measured
    /// @param arithmetic how the value comes about, with its numbers; or what is missing
    record Line(String topic, String what, double value, String unit, String arithmetic) {

        boolean known() {
            return !Double.isNaN(value);
        }
    }

    Optional<Line> line(String what) {
        return lines.stream().filter(line -> line.what().equals(what)).findFirst();
    }
}
