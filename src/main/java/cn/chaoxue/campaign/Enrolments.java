package cn.chaoxue.campaign;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Who studies what, and under which policy.
public interface Enrolments {

    /// The policy a learner studies a course under.
    /// @param allowedRate media seconds credited per second of wall clock
    record StudyPolicy(double allowedRate) {}

    /// The most generous policy of the campaigns that are open now and enrol the learner for the course; empty where
    /// none does. Answers from a short-lived bounded cache: this is asked with every heartbeat.
    Uni<Optional<StudyPolicy>> policy(LearnerCourse who);
}
