package cn.chaoxue.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which entries to read: those about the subtree at `unitPath`, and where `everything`, those about no unit as well,
/// as somebody who answers for the branch at `branch` sees them.
/// Filters that are null let all through; `action` is a prefix; newest first, below `before`.
public record AuditQuery(
        String branch,
        String unitPath,
        boolean everything,
        @Nullable String action,
        @Nullable Long actorId,
        @Nullable Subject subject,
        @Nullable Instant from,
        @Nullable Instant until,
        long before,
        int limit) {}
