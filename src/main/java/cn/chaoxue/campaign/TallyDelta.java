package cn.chaoxue.campaign;

/// How far one transaction moved the counts of the unit learners are enrolled under (its ancestors follow).
public record TallyDelta(
        long campaignId, long unitId, int enrolled, int started, int courseCompletions, int passed, int completed) {

    /// Both moves together; for the same campaign and unit.
    public TallyDelta plus(TallyDelta other) {
        return new TallyDelta(
                campaignId,
                unitId,
                enrolled + other.enrolled,
                started + other.started,
                courseCompletions + other.courseCompletions,
                passed + other.passed,
                completed + other.completed);
    }
}
