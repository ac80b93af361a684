package cn.chaoxue.org;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Change;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Writes changes of the tree to the audit log.
@Singleton
class TreeTrace {

    private final AuditLog audit;

    TreeTrace(AuditLog audit) {
        this.audit = audit;
    }

    Uni<Void> created(SqlConnection tx, Origin origin, long id, UnitRequest request) {
        return append(
                tx,
                AuditEvent.of(origin, "unit.create", Subject.unit(id), id),
                Change.of("name", null, request.name()),
                Change.of("code", null, request.code()),
                on(request.effectiveOn()));
    }

    Uni<Void> renamed(SqlConnection tx, Origin origin, TreeUnit unit, UnitRequest request) {
        return append(
                tx,
                event(origin, "unit.rename", unit),
                Change.of("name", unit.name(), request.name()),
                Change.of("shortName", unit.shortName(), request.shortName()),
                Change.of("code", unit.code(), request.code()),
                on(request.effectiveOn()));
    }

    Uni<Void> moved(SqlConnection tx, Origin origin, TreeUnit unit, TreeUnit parent, LocalDate on) {
        return append(
                tx, event(origin, "unit.move", unit), Change.ofUnit("parent", unit.parentId(), parent.id()), on(on));
    }

    Uni<Void> merged(SqlConnection tx, Origin origin, TreeUnit unit, TreeUnit into, LocalDate on) {
        return append(tx, event(origin, "unit.merge", unit), Change.ofUnit("into", null, into.id()), on(on));
    }

    Uni<Void> closed(SqlConnection tx, Origin origin, TreeUnit unit, LocalDate on) {
        return append(tx, event(origin, "unit.close", unit), on(on));
    }

    private static AuditEvent event(Origin origin, String action, TreeUnit unit) {
        return AuditEvent.of(origin, action, Subject.unit(unit.id()), unit.id());
    }

    private static Optional<Change> on(LocalDate date) {
        return Change.of("effectiveOn", null, date);
    }

    @SafeVarargs
    private Uni<Void> append(SqlConnection tx, AuditEvent event, Optional<Change>... changes) {
        List<Change> real = Stream.of(changes).flatMap(Optional::stream).toList();
        return audit.append(tx, event.changing(real));
    }
}
