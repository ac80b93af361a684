package cn.chaoxue.course;

/// A section and its place on the course's time line, in seconds: from one section's reading floor to the next.
public record SectionView(int ordinal, String title, String body, int fromSeconds, int toSeconds) {}
