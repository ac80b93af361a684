package cn.chaoxue.org;

/// A unit as other records name it.
public record UnitRef(long id, String name, String path) {}
