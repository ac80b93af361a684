package cn.chaoxue.oversight;

import cn.chaoxue.audit.AuditEntry;
import cn.chaoxue.org.UnitRef;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Entries of the audit log, newest first; `next` goes into `before` for older ones, and is null at the end.
@Schema(name = "AuditPage")
record AuditView(
        List<Entry> items,
        @Schema(examples = "4711") @Nullable String next) {

    /// What was done, by whom, on whom, from where.
    @Schema(name = "AuditEntry")
    record Entry(
            @Schema(examples = "4712") long seq,
            @Schema(examples = "2026-03-01T08:00:00Z") Instant at,
            Named actor,
            @Schema(examples = "cadre.edit") String action,
            Target subject,
            @Nullable UnitRef unit,
            @Schema(examples = "203.0.113.7") String address,

            @Schema(examples = "来电核实", description = "As it was given, where one is asked for") @Nullable
            String reason,

            List<AuditEntry.Changed> changes) {}

    /// Who did it; 0 without a name is the command line.
    @Schema(name = "AuditActor")
    record Named(
            @Schema(examples = "12") long id,
            @Schema(examples = "陈晨") @Nullable String name) {}

    /// On whom: `cadre`, `unit` or `installation`; people's names are masked.
    @Schema(name = "AuditSubject")
    record Target(
            @Schema(examples = "cadre") String kind,
            @Schema(examples = "4711") long id,
            @Schema(examples = "林*") @Nullable String name) {}

    static AuditView of(List<AuditEntry> entries, int limit) {
        List<Entry> items = entries.stream().limit(limit).map(AuditView::entry).toList();
        boolean more = entries.size() > limit;
        return new AuditView(items, more ? Long.toString(items.getLast().seq()) : null);
    }

    private static Entry entry(AuditEntry entry) {
        return new Entry(
                entry.seq(),
                entry.at(),
                new Named(entry.actorId(), entry.actorName()),
                entry.action(),
                new Target(entry.subject().kind(), entry.subject().id(), nameOf(entry)),
                unitOf(entry),
                entry.address(),
                entry.reason(),
                entry.changes());
    }

    private static @Nullable String nameOf(AuditEntry entry) {
        String name = entry.subjectName();
        boolean person = entry.subject().kind().equals("cadre");
        return name == null || !person ? name : Character.toString(name.codePointAt(0)) + "*";
    }

    private static @Nullable UnitRef unitOf(AuditEntry entry) {
        Long id = entry.unitId();
        String name = entry.unitName();
        String path = entry.unitPath();
        return id == null || name == null || path == null ? null : new UnitRef(id, name, path);
    }
}
