package cn.chaoxue.course;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/// One section of a text course, read for at least `floorSeconds`.
@Embeddable
record Section(
        String title,
        String body,
        @Column(name = "floor_seconds") int floorSeconds) {}
