package cn.chaoxue.study;

import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.course.CourseTimeline;
import cn.chaoxue.platform.problem.Problem.FieldError;
import cn.chaoxue.study.CoverageBuffer.Merge;
import cn.chaoxue.study.SegmentRanges.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a client reports: the media intervals since the last answered heartbeat, plus about 60 s before them.
/// Repeating, reordering or delaying it changes nothing (A3.5: progress is evidence, so it must not be lost).
/// @param session chosen by the client per player; with `seq` it tells which position is the latest
/// @param watched pairs `[from, to]` in seconds of the course
record HeartbeatRequest(
        @Nullable Long courseId,
        @Nullable String session,
        @Nullable Long seq,
        @Nullable Double position,
        @Nullable Double rate,
        double @Nullable [][] watched) {

    static final int MAX_INTERVALS = 64;
    private static final int MAX_SESSION_CHARACTERS = 64;
    private static final double MIN_RATE = 0.25;
    private static final double MAX_RATE = 4.0;

    /// Everything that does not fit, apart from the course's length, which is not known yet.
    List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>(0);
        check(errors, courseId != null && courseId > 0, "courseId", "must be a course's id");
        check(errors, fits(session), "session", "must be 1 to 64 characters");
        check(errors, seq != null && seq >= 0, "seq", "must be 0 or more");
        check(errors, isTime(position), "position", "must be seconds, 0 or more");
        check(errors, rate != null && rate >= MIN_RATE && rate <= MAX_RATE, "rate", "must be between 0.25 and 4");
        if (watched == null || watched.length > MAX_INTERVALS) {
            errors.add(new FieldError("watched", "must be a list of at most 64 intervals"));
        } else {
            checkIntervals(errors, watched);
        }
        return errors;
    }

    /// What lies beyond `lengthSeconds`, for a course of that length with its slack.
    List<FieldError> errorsBeyond(double lengthSeconds) {
        List<FieldError> errors = new ArrayList<>(0);
        check(errors, positionSeconds() <= lengthSeconds, "position", "must lie within the course");
        for (int i = 0; i < pairs().length; i++) {
            if (pairs()[i][1] > lengthSeconds) {
                errors.add(new FieldError("watched[" + i + "]", "must lie within the course"));
            }
        }
        return errors;
    }

    /// The request as Redis merges it; only for a request without errors.
    Merge toMerge(LearnerCourse who, CourseTimeline course, double allowedRate) {
        return new Merge(
                who,
                course,
                allowedRate,
                Math.min(positionSeconds(), course.durationSeconds()),
                Integer.toUnsignedLong(Objects.requireNonNull(session).hashCode()),
                Objects.requireNonNull(seq),
                SegmentRanges.covered(course, intervals()));
    }

    private List<Interval> intervals() {
        return Arrays.stream(pairs())
                .map(pair -> new Interval(pair[0], pair[1]))
                .toList();
    }

    private double positionSeconds() {
        return position == null ? 0 : position;
    }

    private double[][] pairs() {
        return watched == null ? new double[0][] : watched;
    }

    private static void checkIntervals(List<FieldError> errors, double[][] watched) {
        for (int i = 0; i < watched.length; i++) {
            double[] pair = watched[i];
            boolean fits = pair != null && pair.length == 2 && isTime(pair[0]) && isTime(pair[1]) && pair[0] <= pair[1];
            if (!fits) {
                errors.add(new FieldError("watched[" + i + "]", "must be [from, to] in seconds, 0 <= from <= to"));
            }
        }
    }

    private static boolean fits(@Nullable String session) {
        return session != null && !session.isEmpty() && session.length() <= MAX_SESSION_CHARACTERS;
    }

    private static boolean isTime(@Nullable Double seconds) {
        return seconds != null && Double.isFinite(seconds) && seconds >= 0;
    }

    private static void check(List<FieldError> errors, boolean holds, String field, String message) {
        if (!holds) {
            errors.add(new FieldError(field, message));
        }
    }
}
