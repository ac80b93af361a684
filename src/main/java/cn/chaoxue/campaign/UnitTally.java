package cn.chaoxue.campaign;

import java.time.Instant;

/// The stored counts of one unit, itself and all below; `version` rises with every change and never goes back,
/// `changedAt` is when the transaction of the last change began.
public record UnitTally(
        long campaignId,
        long unitId,
        long enrolled,
        long started,
        long courseCompletions,
        long passed,
        long completed,
        long version,
        Instant changedAt) {}
