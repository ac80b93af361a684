package cn.chaoxue.load.faults;

import cn.chaoxue.load.faults.Checker.Findings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects what a drill measured and which of its promises were broken.
public final class Verdict {

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    /// A figure worth telling; a fraction is rounded to two digits.
    public Verdict figure(String name, Object value) {
        figures.put(name, value instanceof Double fraction ? Math.round(fraction * 100) / 100.0 : value);
        return this;
    }

    /// A promise; `otherwise` says what happened instead.
    public Verdict demand(boolean kept, String otherwise, Object... arguments) {
        if (!kept) {
            failures.add(otherwise.formatted(arguments));
        }
        return this;
    }

    /// A figure that must not exceed a bound.
    public Verdict atMost(String name, double value, double bound) {
        figure(name, value);
        return demand(value <= bound, "%s is %.2f, at most %.2f was promised", name, value, bound);
    }

    /// A figure that must reach a bound.
    public Verdict atLeast(String name, long value, long bound) {
        figure(name, value);
        return demand(value >= bound, "%s is %d, at least %d was promised", name, value, bound);
    }

    /// Compares what the clients were told with what PostgreSQL holds now, and ends the drill. Each viewer must have
    /// been told of something watched: a drill whose viewers were all turned away proves nothing of heartbeats.
    public Result result(Drill drill, int faults, Ground ground) throws SQLException {
        Findings findings = ground.check();
        int viewers = ground.crowds().viewers();
        if (viewers > 0) {
            atLeast("viewers told of watched segments", findings.watched(), viewers);
        }
        return result(drill, faults, findings);
    }

    /// The same for findings of the drill's own.
    public Result result(Drill drill, int faults, Findings findings) {
        return new Result(drill.name(), faults, findings, figures, failures);
    }
}
