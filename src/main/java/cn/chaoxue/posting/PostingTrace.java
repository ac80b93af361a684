package cn.chaoxue.posting;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the audit log says of a change: one entry for each unit concerned, so that both read of it.
final class PostingTrace {

    private PostingTrace() {}

    /// What was done about the change, because of its answer, or of its own reason where it has none.
    static List<AuditEvent> events(PostingChange change, Origin origin, String action) {
        Long to = change.to() == null ? null : change.to().id();
        List<Change> changes = Stream.of(
                        Change.of("kind", null, change.kind()),
                        Change.ofUnit("unit", change.from().id(), to),
                        Change.of("effectiveOn", null, change.effectiveOn()))
                .flatMap(Optional::stream)
                .toList();
        return Stream.of(change.from().id(), to)
                .filter(Objects::nonNull)
                .distinct()
                .map(unit -> event(change, origin, action, unit).changing(changes))
                .toList();
    }

    private static AuditEvent event(PostingChange change, Origin origin, String action, @Nullable Long unit) {
        return AuditEvent.of(origin, action, Subject.cadre(change.cadreId()), unit)
                .because(change.answer() == null ? change.reason() : change.answer());
    }

    /// The same for another reason.
    static List<AuditEvent> events(PostingChange change, Origin origin, String action, String reason) {
        return events(change, origin, action).stream()
                .map(event -> event.because(reason))
                .toList();
    }
}
