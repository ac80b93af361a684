package cn.chaoxue.campaign;

/// A learner in a course: what study and exams speak of when they report a fact.
public record LearnerCourse(long learnerId, long courseId) {}
