package cn.chaoxue.exam;

/// The save now kept.
public record SavedView(long savedSeq) {}
