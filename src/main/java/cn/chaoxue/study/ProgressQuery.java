package cn.chaoxue.study;

import cn.chaoxue.campaign.LearnerCourse;
import io.smallrye.mutiny.Uni;

/// What others may ask of study.
public interface ProgressQuery {

    /// Whether every segment of the course is covered; looks at Redis first, then at PostgreSQL.
    Uni<Boolean> complete(LearnerCourse who);
}
