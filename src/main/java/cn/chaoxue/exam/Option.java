package cn.chaoxue.exam;

/// One choice of a question; answers name it by `key`.
public record Option(String key, String text) {}
