package cn.chaoxue.cadre;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.cadre.Judged.Kind;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Enters and changes the records of one batch, and opens its cases.
@Singleton
class BulkWriting {

    private static final String DRAW_IDS =
            "select nextval(pg_get_serial_sequence('account', 'id')) as id from generate_series(1, $1::int)";

    private final CadreWriting writing;
    private final CadreSeals seals;
    private final AuditLog audit;

    BulkWriting(CadreWriting writing, CadreSeals seals, AuditLog audit) {
        this.writing = writing;
        this.seals = seals;
        this.audit = audit;
    }

    Uni<Void> carryOut(SqlConnection tx, List<Judged> judged, Origin origin) {
        List<AuditEvent> told = new ArrayList<>();
        return create(tx, of(judged, Kind.CREATE), origin, told)
                .chain(() -> change(tx, of(judged, Kind.CHANGE), origin, told))
                .chain(() -> claim(tx, of(judged, Kind.ELSEWHERE_OWN, Kind.ELSEWHERE), origin, told))
                .chain(() -> audit.append(tx, told));
    }

    private static List<Judged> of(List<Judged> judged, Kind... kinds) {
        List<Kind> wanted = List.of(kinds);
        return judged.stream().filter(one -> wanted.contains(one.kind)).toList();
    }

    private Uni<Void> create(SqlConnection tx, List<Judged> fresh, Origin origin, List<AuditEvent> told) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Database.rows(tx, DRAW_IDS, Tuple.of(fresh.size()), row -> row.getLong("id"))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(ids -> told.addAll(created(ids, fresh, origin)))
                .call(ids -> insert(tx, ids, fresh))
                .chain(ids -> writing.writeAll(tx, more(ids, fresh)));
    }

    private Uni<Void> insert(SqlConnection tx, List<Long> ids, List<Judged> fresh) {
        List<SealedCadre> sealed = IntStream.range(0, ids.size())
                .mapToObj(i -> seals.seal(ids.get(i), learner(fresh.get(i))))
                .toList();
        return Database.rows(tx, CadreColumns.INSERT, new CadreColumns(sealed).arguments(), row -> row.getLong("id"))
                .invoke(entered -> requireAll(entered.size(), fresh.size()))
                .replaceWithVoid();
    }

    private static void requireAll(int entered, int wanted) {
        if (entered < wanted) {
            throw new IllegalStateException("somebody was entered meanwhile; to be judged again");
        }
    }

    private static NewCadre learner(Judged one) {
        CadreRecord record = one.wanted;
        return NewCadre.learner(
                one.entry.unitId(),
                record.name(),
                record.idNumber(),
                record.mobile(),
                record.cadreClass(),
                record.employment(),
                record.post(),
                record.inPostSince());
    }

    /// What the insertion leaves out, for those who have it.
    private static List<CadreWriting.Written> more(List<Long> ids, List<Judged> fresh) {
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new CadreWriting.Written(ids.get(i), fresh.get(i).wanted))
                .filter(one -> Stream.of(
                                one.record().email(),
                                one.record().qq(),
                                one.record().inPostUntil(),
                                one.record().appointedOn())
                        .anyMatch(Objects::nonNull))
                .toList();
    }

    private static List<AuditEvent> created(List<Long> ids, List<Judged> fresh, Origin origin) {
        return IntStream.range(0, ids.size())
                .mapToObj(i -> AuditEvent.of(
                                origin,
                                "cadre.create",
                                Subject.cadre(ids.get(i)),
                                fresh.get(i).entry.unitId())
                        .changing(fresh.get(i).changes()))
                .toList();
    }

    private Uni<Void> change(SqlConnection tx, List<Judged> changed, Origin origin, List<AuditEvent> told) {
        List<CadreWriting.Written> records = new ArrayList<>();
        for (Judged one : changed) {
            StoredCadre stored = Objects.requireNonNull(one.stored);
            records.add(new CadreWriting.Written(stored.id(), one.wanted));
            told.add(AuditEvent.of(origin, "cadre.edit", Subject.cadre(stored.id()), stored.unitId())
                    .changing(one.changes()));
        }
        return writing.writeAll(tx, records);
    }

    private static Uni<Void> claim(SqlConnection tx, List<Judged> held, Origin origin, List<AuditEvent> told) {
        List<Long> people = held.stream()
                .map(one -> Objects.requireNonNull(one.stored).id())
                .toList();
        List<Long> units = held.stream().map(one -> one.entry.unitId()).toList();
        return Conflicts.openAll(tx, people, units, origin.actorId())
                .invoke(opened -> opened.forEach(
                        unit -> told.add(AuditEvent.of(origin, "cadre.conflict", Subject.unit(unit), unit))))
                .replaceWithVoid();
    }
}
