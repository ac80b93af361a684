package cn.chaoxue.load.stage;

/// An account of the stage and where it belongs.
/// @param role as tokens carry it, for example `learner`
public record Person(
        long id, String role, String name, long unitId, String unitName, String unitPath, int tokenVersion) {}
