package cn.chaoxue.course;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/// Courses as aggregates.
@Singleton
class CourseRepository implements PanacheRepositoryBase<Course, Long> {}
