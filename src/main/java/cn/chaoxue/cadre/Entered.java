package cn.chaoxue.cadre;

import java.util.List;

/// What became of people entered in bulk: the ids of the new ones, and how many were skipped because their ID number
/// is known already (A1.7).
public record Entered(List<Long> ids, int known) {}
