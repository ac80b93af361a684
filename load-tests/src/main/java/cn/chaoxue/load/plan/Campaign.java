package cn.chaoxue.load.plan;

/// Who studies what, when, and what is assumed of them.
/// @param courseMinutes what one learner watches within the window
/// @param courses how many courses that is
/// @param tests tests one learner sits within the window
/// @param peak how much busier the busiest minutes are than the average
record Campaign(int learners, Window window, double courseMinutes, int courses, int tests, double peak) {

    /// Learners studying at the same time on average (Little's law), at most all.
    double atOnceOnAverage() {
        return Math.min(learners, learners * courseMinutes * 60 / window.seconds());
    }

    double atOnceAtPeak() {
        return Math.min(learners, atOnceOnAverage() * peak);
    }

    /// Things every learner does `times` within the window, per second in the busiest minutes.
    double perSecondAtPeak(double times) {
        return learners * times * peak / window.seconds();
    }
}
