package cn.chaoxue.course;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.ListIndexBase;
import org.jspecify.annotations.Nullable;

/// A course with its sections and lecturers, always read whole.
@Entity
@Immutable
class Course {

    @Id
    Long id;

    @Column
    String title;

    @Column
    @Enumerated(EnumType.STRING)
    CourseForm form;

    @Column
    String subject;

    @Column
    String summary;

    @Column(name = "duration_seconds")
    int durationSeconds;

    @Column(name = "segment_seconds")
    int segmentSeconds;

    @Nullable
    @Column(name = "media_url")
    String mediaUrl;

    /// Read as text: Hibernate Reactive reads JSON objects, not arrays.
    @Column
    @ColumnTransformer(read = "cast(lecturers as text)")
    @Convert(converter = LecturersConverter.class)
    List<Lecturer> lecturers;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "course_section", joinColumns = @JoinColumn(name = "course_id"))
    @OrderColumn(name = "ordinal")
    @ListIndexBase(1)
    List<Section> sections = new ArrayList<>();
}
