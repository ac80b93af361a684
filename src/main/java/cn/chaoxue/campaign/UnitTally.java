package cn.chaoxue.campaign;

/// The stored counts of one unit, itself and all below; `version` rises with every change and never goes back.
public record UnitTally(
        long campaignId,
        long unitId,
        long enrolled,
        long started,
        long courseCompletions,
        long passed,
        long completed,
        long version) {}
