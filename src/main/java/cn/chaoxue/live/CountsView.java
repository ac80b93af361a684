package cn.chaoxue.live;

import cn.chaoxue.campaign.UnitTally;

/// The bare counts, for a recount and for its difference to what is stored.
public record CountsView(
        long enrolled, long started, long inStudy, long courseCompletions, long passed, long completed) {

    static CountsView of(UnitTally tally) {
        return of(tally.enrolled(), tally.started(), tally.courseCompletions(), tally.passed(), tally.completed());
    }

    static CountsView of(long enrolled, long started, long courseCompletions, long passed, long completed) {
        return new CountsView(enrolled, started, started - completed, courseCompletions, passed, completed);
    }

    CountsView minus(CountsView other) {
        return new CountsView(
                enrolled - other.enrolled,
                started - other.started,
                inStudy - other.inStudy,
                courseCompletions - other.courseCompletions,
                passed - other.passed,
                completed - other.completed);
    }
}
