package cn.chaoxue.org;

import cn.chaoxue.audit.Origin;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Changes the tree beneath the caller's unit (A1.5): a unit is changed by those above it, never by itself. Each change
/// is one transaction with its history and its entry in the audit log.
@Singleton
class TreeService {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration SOON = Duration.ofSeconds(2);

    private final UnitTree tree;
    private final Transplanting transplanting;
    private final TreeTrace trace;
    private final Database database;
    private final Units units;

    TreeService(UnitTree tree, Transplanting transplanting, TreeTrace trace, Database database, Units units) {
        this.tree = tree;
        this.transplanting = transplanting;
        this.trace = trace;
        this.database = database;
        this.units = units;
    }

    /// Opens a unit beneath one the caller reaches.
    Uni<TreeChange> create(Caller caller, UnitRequest request, Origin origin) {
        return changing(tx -> create(tx, caller, request, origin));
    }

    Uni<TreeChange> create(SqlConnection tx, Caller caller, UnitRequest request, Origin origin) {
        long parentId = Objects.requireNonNull(request.parentId());
        return found(tx, List.of(parentId), found -> {
            TreeUnit parent = found.getFirst();
            return caller.reaches(parent.path()) ? create(tx, parent, request, origin) : absent();
        });
    }

    private Uni<TreeChange> create(SqlConnection tx, TreeUnit parent, UnitRequest request, Origin origin) {
        UnitLevel level = Objects.requireNonNull(request.level());
        if (!parent.open()) {
            return answer(TreeChange.closed());
        }
        if (level.compareTo(parent.level()) <= 0) {
            return answer(TreeChange.level());
        }
        return unlessTaken(
                tx,
                parent.id(),
                request,
                null,
                () -> tree.insert(tx, parent.id(), level, request)
                        .call(id -> tree.noteCreated(tx, id, request.effectiveOn()))
                        .call(id -> trace.created(tx, origin, id, request))
                        .map(TreeChange.Done::new));
    }

    /// Gives a unit another name or code.
    Uni<TreeChange> rename(Caller caller, long id, UnitRequest request, Origin origin) {
        return changing(tx -> rename(tx, caller, id, request, origin));
    }

    Uni<TreeChange> rename(SqlConnection tx, Caller caller, long id, UnitRequest request, Origin origin) {
        return found(tx, List.of(id), found -> {
            TreeUnit unit = found.getFirst();
            return below(caller, unit) ? rename(tx, unit, request, origin) : absent();
        });
    }

    private Uni<TreeChange> rename(SqlConnection tx, TreeUnit unit, UnitRequest request, Origin origin) {
        if (!unit.open()) {
            return answer(TreeChange.closed());
        }
        if (!Objects.equals(request.version(), unit.version())) {
            return answer(TreeChange.stale());
        }
        return tree.renamedAfter(tx, unit.id(), request.effectiveOn())
                .chain(later -> later ? answer(TreeChange.later()) : renameNow(tx, unit, request, origin));
    }

    /// Names are noted in the order of their days, so that the one of any day is the one before the next note.
    private Uni<TreeChange> renameNow(SqlConnection tx, TreeUnit unit, UnitRequest request, Origin origin) {
        return unlessTaken(
                tx,
                unit.parentId(),
                request,
                unit,
                () -> tree.rename(tx, unit.id(), request)
                        .call(() -> tree.note(tx, unit, UnitDetail.Kind.RENAMED, request.effectiveOn(), null))
                        .call(() -> trace.renamed(tx, origin, unit, request))
                        .replaceWith(new TreeChange.Done(unit.id())));
    }

    /// Puts a unit with all below beneath another.
    Uni<TreeChange> move(Caller caller, long id, long parentId, LocalDate on, Origin origin) {
        return changing(tx -> move(tx, caller, id, parentId, on, origin));
    }

    Uni<TreeChange> move(SqlConnection tx, Caller caller, long id, long parentId, LocalDate on, Origin origin) {
        return tree.alone(tx)
                .chain(() -> found(tx, List.of(id, parentId), found -> {
                    TreeUnit unit = found.getFirst();
                    TreeUnit parent = found.getLast();
                    boolean ours = below(caller, unit) && caller.reaches(parent.path());
                    return ours ? transplanting.move(tx, unit, parent, on, origin) : absent();
                }));
    }

    /// Gives the people and the units of one to another of its level, and closes it.
    Uni<TreeChange> merge(Caller caller, long id, long intoId, LocalDate on, Origin origin) {
        return units.seen(caller, id)
                .chain(seen -> seen ? changing(tx -> merge(tx, caller, id, intoId, on, origin)) : absent());
    }

    Uni<TreeChange> merge(SqlConnection tx, Caller caller, long id, long intoId, LocalDate on, Origin origin) {
        return tree.alone(tx)
                .chain(() -> found(tx, List.of(id, intoId), found -> {
                    TreeUnit unit = found.getFirst();
                    TreeUnit into = found.getLast();
                    boolean ours = below(caller, unit) && below(caller, into);
                    return ours ? transplanting.merge(tx, unit, into, on, origin) : absent();
                }));
    }

    /// Closes a unit to which nobody and nothing belongs any more.
    Uni<TreeChange> close(Caller caller, long id, LocalDate on, Origin origin) {
        return changing(tx -> close(tx, caller, id, on, origin));
    }

    Uni<TreeChange> close(SqlConnection tx, Caller caller, long id, LocalDate on, Origin origin) {
        return found(tx, List.of(id), found -> {
            TreeUnit unit = found.getFirst();
            return below(caller, unit) ? transplanting.close(tx, unit, on, origin) : absent();
        });
    }

    /// A change that was planned, with what is noted about it, in one transaction of a worker.
    Uni<Boolean> planned(Function<SqlConnection, Uni<Boolean>> change) {
        return database.batch(change).invoke(units::forget);
    }

    private Uni<TreeChange> changing(Function<SqlConnection, Uni<TreeChange>> change) {
        return database.transaction(change)
                .invoke(units::forget)
                .onFailure(TreeService::busy)
                .transform(_ -> new Unavailable("the unit tree is in use", SOON));
    }

    private static boolean busy(Throwable failure) {
        return failure instanceof PgException pg && LOCK_NOT_AVAILABLE.equals(pg.getSqlState());
    }

    private Uni<TreeChange> found(SqlConnection tx, List<Long> ids, Function<List<TreeUnit>, Uni<TreeChange>> change) {
        return tree.units(tx, ids).chain(found -> found.map(change).orElseGet(TreeService::absent));
    }

    private Uni<TreeChange> unlessTaken(
            SqlConnection tx,
            @Nullable Long parentId,
            UnitRequest request,
            @Nullable TreeUnit before,
            Supplier<Uni<TreeChange>> change) {
        return tree.taken(tx, parentId, request, before)
                .chain(taken -> taken.map(TreeService::answer).orElseGet(change));
    }

    private static boolean below(Caller caller, TreeUnit unit) {
        return caller.reaches(unit.path()) && !unit.path().equals(caller.unit().path());
    }

    private static Uni<TreeChange> absent() {
        return answer(new TreeChange.Absent());
    }

    private static Uni<TreeChange> answer(TreeChange change) {
        return Uni.createFrom().item(change);
    }
}
