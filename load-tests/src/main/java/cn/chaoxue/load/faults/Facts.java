package cn.chaoxue.load.faults;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What PostgreSQL holds of one campaign, row by row, read in one snapshot.
/// @param submissions by attempt
/// @param unitPaths every unit's place in the tree, `/1/12/130/`
/// @param tallies the stored counts by unit
/// @param required the courses it takes to complete the campaign
/// @param segments covered segments by learner and course, of the courses people watch
public record Facts(
        Map<Long, Submitted> submissions,
        List<Enrolled> enrolments,
        List<Done> passes,
        List<Done> completions,
        List<Done> credits,
        Map<Long, String> unitPaths,
        Map<Long, Counts> tallies,
        Set<Long> required,
        Map<Course, BitSet> segments) {

    /// Segments of a course that a learner has covered; none where nothing is stored.
    BitSet covered(Course course) {
        return segments.getOrDefault(course, new BitSet());
    }

    /// A persisted submission with its attempt; `score` is null until the attempt is graded.
    public record Submitted(
            long learnerId,
            long courseId,
            String receipt,
            @Nullable Integer score,
            boolean passed) {}

    /// A learner of the campaign.
    /// @param requiredDone required courses that count as done
    public record Enrolled(long learnerId, long unitId, boolean started, boolean completed, int requiredDone) {}

    /// A row that says: this learner, this course, once.
    public record Done(long learnerId, long courseId) {}

    /// One learner's course.
    public record Course(long learnerId, long courseId) {}

    /// A unit's counts, everything below it included.
    public record Counts(long enrolled, long started, long courseCompletions, long passed, long completed) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(
                    enrolled + more.enrolled,
                    started + more.started,
                    courseCompletions + more.courseCompletions,
                    passed + more.passed,
                    completed + more.completed);
        }

        /// How far apart the two are, over all five counts.
        long distance(Counts other) {
            return Math.abs(enrolled - other.enrolled)
                    + Math.abs(started - other.started)
                    + Math.abs(courseCompletions - other.courseCompletions)
                    + Math.abs(passed - other.passed)
                    + Math.abs(completed - other.completed);
        }
    }
}
