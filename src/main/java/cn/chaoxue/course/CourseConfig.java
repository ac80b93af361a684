package cn.chaoxue.course;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long the catalogue's answers are remembered by a process.
@ConfigMapping(prefix = "chaoxue.course")
public interface CourseConfig {

    /// A changed course is noticed by heartbeats after this; longer saves one small query per course and process.
    @WithDefault("60s")
    Duration rememberFor();

    /// While PostgreSQL cannot be asked, a known course goes on for this long beyond its time: learners study on.
    @WithDefault("1h")
    Duration rememberUnanswered();

    /// A course just published is noticed after this by those who asked for it before.
    @WithDefault("2s")
    Duration rememberAbsentFor();

    /// Courses remembered at once.
    @WithDefault("2000")
    int rememberAtMost();
}
