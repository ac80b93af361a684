package cn.chaoxue.load.faults;

import cn.chaoxue.load.faults.Facts.Counts;
import cn.chaoxue.load.faults.Facts.Done;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Every unit's counts by the rows alone, in plain Java.
final class Recount {

    private Recount() {}

    /// By unit; one without a learner below it is absent.
    static Map<Long, Counts> of(Facts facts) {
        Map<Long, Integer> passed = perLearner(facts.passes());
        Map<Long, Integer> completed = perLearner(facts.completions());
        Map<Long, Counts> counted = new HashMap<>();
        for (Facts.Enrolled learner : facts.enrolments()) {
            Counts own = new Counts(
                    1,
                    learner.started() ? 1 : 0,
                    completed.getOrDefault(learner.learnerId(), 0),
                    passed.getOrDefault(learner.learnerId(), 0),
                    learner.completed() ? 1 : 0);
            for (String unit :
                    facts.unitPaths().getOrDefault(learner.unitId(), "").split("/")) {
                if (!unit.isEmpty()) {
                    counted.merge(Long.valueOf(unit), own, Counts::plus);
                }
            }
        }
        return counted;
    }

    /// Required courses each learner has completed; one without any is absent.
    static Map<Long, Integer> requiredDone(Facts facts) {
        return perLearner(facts.completions().stream()
                .filter(done -> facts.required().contains(done.courseId()))
                .toList());
    }

    private static Map<Long, Integer> perLearner(List<Done> rows) {
        Map<Long, Integer> sums = new HashMap<>();
        new HashSet<>(rows).forEach(row -> sums.merge(row.learnerId(), 1, Integer::sum));
        return sums;
    }
}
