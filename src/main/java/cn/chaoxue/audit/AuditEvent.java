package cn.chaoxue.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that was done. `action` is a stable slug ("cadre.edit"); the superiors of `unitId` may read of it, and
/// where that is null, those of the whole installation.
public record AuditEvent(
        Origin origin,
        String action,
        Subject subject,
        @Nullable Long unitId,
        @Nullable String reason,
        List<Change> changes) {

    /// Without reason and changes.
    public static AuditEvent of(Origin origin, String action, Subject subject, @Nullable Long unitId) {
        return new AuditEvent(origin, action, subject, unitId, null, List.of());
    }

    /// The same, concerning this unit.
    public AuditEvent about(long unit) {
        return new AuditEvent(origin, action, subject, unit, reason, changes);
    }

    /// The same, under this action.
    public AuditEvent as(String what) {
        return new AuditEvent(origin, what, subject, unitId, reason, changes);
    }

    public AuditEvent because(@Nullable String why) {
        return new AuditEvent(origin, action, subject, unitId, why, changes);
    }

    public AuditEvent changing(List<Change> what) {
        return new AuditEvent(origin, action, subject, unitId, reason, List.copyOf(what));
    }
}
