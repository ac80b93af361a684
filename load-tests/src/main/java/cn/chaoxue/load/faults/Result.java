package cn.chaoxue.load.faults;

import cn.chaoxue.load.faults.Checker.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How a drill ended.
/// @param faults how many faults were injected
/// @param figures what else was measured, in the order it is printed
/// @param failures promises of this drill that were broken, in words; besides the findings, which speak for
///     themselves
public record Result(String name, int faults, Findings findings, Map<String, Object> figures, List<String> failures) {

    public Result {
        figures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        failures = List.copyOf(failures);
    }

    /// A drill that came to no end proves nothing, hence fails.
    static Result broken(String name, Throwable why) {
        return new Result(name, 0, new Findings(0, 0, 0, 0, 0, List.of()), Map.of(), List.of(why.toString()));
    }

    public boolean passed() {
        return findings.clean() && failures.isEmpty();
    }

    /// The drill's one line: name, faults injected, acknowledged, lost, duplicated, drift, PASS or FAIL, the
    /// rest.
    public String line() {
        String rest = figures.entrySet().stream()
                .map(figure -> figure.getKey() + " " + figure.getValue())
                .collect(Collectors.joining(", "));
        return "%-20s %3d faults, %,9d acknowledged, %d lost, %d duplicated, drift %d: %s%s%s"
                .formatted(
                        name,
                        faults,
                        findings.acknowledged(),
                        findings.lost(),
                        findings.duplicated(),
                        findings.drift(),
                        passed() ? "PASS" : "FAIL",
                        rest.isEmpty() ? "" : " (" + rest + ")",
                        failures.isEmpty() ? "" : "; " + String.join("; ", failures));
    }

    /// The same for programs.
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("faults", faults);
        json.put("acknowledged", findings.acknowledged());
        json.put("watched", findings.watched());
        json.put("lost", findings.lost());
        json.put("duplicated", findings.duplicated());
        json.put("drift", findings.drift());
        json.put("passed", passed());
        json.put("figures", figures);
        json.put("failures", failures);
        json.put("examples", findings.examples());
        return json;
    }
}
