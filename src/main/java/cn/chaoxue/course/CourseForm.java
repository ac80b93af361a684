package cn.chaoxue.course;

/// How a course is taken in (A2.2).
public enum CourseForm {
    VIDEO,
    TEXT,
    PACKAGE
}
