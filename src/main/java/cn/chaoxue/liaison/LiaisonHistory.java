package cn.chaoxue.liaison;

import cn.chaoxue.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of an entry, newest first, masked; from the audit log.
@Schema(name = "LiaisonHistory")
record LiaisonHistory(List<Item> items) {

    /// Who did what.
    @Schema(name = "LiaisonHistoryItem")
    record Item(
            Instant at,
            @Schema(examples = "王芳") @Nullable String by,
            @Schema(examples = "liaison.edit") String action,
            @Nullable String reason,
            List<Change> changes) {}

    /// A field before and after.
    @Schema(name = "LiaisonFieldChange")
    record Change(
            @Schema(examples = "post") String field,
            @Schema(examples = "干事") @Nullable String before,
            @Schema(examples = "组织部副部长") @Nullable String after) {}

    static LiaisonHistory of(List<AuditEntry> entries) {
        return new LiaisonHistory(entries.stream().map(LiaisonHistory::item).toList());
    }

    private static Item item(AuditEntry entry) {
        return new Item(
                entry.at(),
                entry.actorName(),
                entry.action(),
                entry.reason(),
                entry.changes().stream()
                        .map(one -> new Change(one.field(), one.before(), one.after()))
                        .toList());
    }
}
