package cn.chaoxue.course;

/// Who teaches (A2.5); `name` is empty where only the title is published.
public record Lecturer(String name, String title) {}
