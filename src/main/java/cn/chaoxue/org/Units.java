package cn.chaoxue.org;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.sql.Database;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// The unit tree, read through a bounded cache. A unit that is absent and one outside the caller's subtree give the
/// same answer (A1.5).
@Singleton
public class Units {

    private static final String BY_ID = "select " + Unit.COLUMNS + " from unit u where u.id = $1";
    private static final String BY_PARENT = "select " + Unit.COLUMNS
            + " from unit u where u.parent_id = $1 and u.closed_on is null order by u.ordinal, u.id";
    private static final String BY_IDS =
            "select " + Unit.COLUMNS + " from unit u where u.id = any($1) order by length(u.path)";

    /// Found by one search at most.
    static final int LISTED = 50;

    private static final String SEARCH = "select " + Unit.COLUMNS + """
            from unit u
            where u.path >= $1 and u.path < rtrim($1, '/') || '0' and u.closed_on is null
                and (position($2 in u.name) > 0 or position($2 in u.short_name) > 0 or starts_with(u.code, $2))
            order by length(u.path), u.ordinal, u.id limit 51
            """;
    private static final String SEARCH_WITH_CLOSED =
            SEARCH.replace("and u.closed_on is null", "and ($2 <> '' or u.closed_on is not null)");
    private static final String TREE_UNIT = "select " + TreeUnit.COLUMNS + " from unit u where u.id = $1";
    /// Where a unit went is where it left next, or where it stands now.
    private static final String HISTORY = """
            select c.kind, c.effective_on, c.name_before, a.id as from_id, a.name as from_name, a.path as from_path,
                b.id as to_id, b.name as to_name, b.path as to_path
            from (
                select id, kind, effective_on, name_before,
                    case when kind = 'MOVED' then parent_before end as from_unit,
                    case when kind = 'MOVED' then coalesce(
                        lead(parent_before) over (partition by kind order by effective_on, id), $2::bigint)
                    else other_unit end as to_unit
                from unit_change where unit_id = $1
                union all
                select id, 'JOINED', effective_on, null, unit_id, null
                from unit_change where other_unit = $1 and kind = 'MERGED'
            ) c
            left join unit a on a.id = c.from_unit
            left join unit b on b.id = c.to_unit
            order by c.effective_on, c.id
            """;

    private final Database database;
    private final Cache<Long, Unit> byId;
    private final Cache<Long, List<Unit>> byParent;

    Units(Database database, OrgConfig config) {
        this.database = database;
        this.byId = Caffeine.newBuilder()
                .maximumSize(config.cachedUnits())
                .expireAfterWrite(config.cacheTime())
                .build();
        this.byParent = Caffeine.newBuilder()
                .maximumWeight(config.cachedUnits())
                .weigher((Long _, List<Unit> children) -> children.size() + 1)
                .expireAfterWrite(config.cacheTime())
                .build();
    }

    /// Open units beneath `unitPath` whose name or short name holds `words`, or whose code begins so; the highest
    /// first: as many as are listed, and one more where there are more.
    Uni<List<Unit>> search(String unitPath, String words) {
        return database.query(SEARCH, Tuple.of(unitPath, words), Unit::of);
    }

    /// The same with closed ones among them; without words, those alone.
    Uni<List<Unit>> searchWithClosed(String unitPath, String words) {
        return database.query(SEARCH_WITH_CLOSED, Tuple.of(unitPath, words), Unit::of);
    }

    /// A unit and what it went through.
    Uni<Optional<UnitDetail>> detail(Caller caller, long id) {
        return database.query(TREE_UNIT, Tuple.of(id), TreeUnit::of)
                .map(rows -> rows.stream()
                        .filter(unit -> caller.reaches(unit.path()))
                        .findFirst())
                .chain(found -> found.map(unit -> withHistory(unit, caller))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<UnitDetail>> withHistory(TreeUnit unit, Caller caller) {
        Tuple arguments = Tuple.of(unit.id(), unit.parentId());
        return children(unit.id())
                .chain(below -> database.query(HISTORY, arguments, row -> UnitDetail.Change.of(row, caller))
                        .map(history -> Optional.of(UnitDetail.of(unit, !below.isEmpty(), history))));
    }

    /// The tree has changed: this process reads it again. Others do within the cache time.
    void forget() {
        byId.invalidateAll();
        byParent.invalidateAll();
    }

    /// The unit, wherever it is.
    public Uni<Optional<Unit>> find(long id) {
        Unit known = byId.getIfPresent(id);
        if (known != null) {
            return Uni.createFrom().item(Optional.of(known));
        }
        return database.query(BY_ID, Tuple.of(id), Unit::of)
                .map(rows -> rows.stream().findFirst())
                .invoke(found -> found.ifPresent(unit -> byId.put(id, unit)));
    }

    /// The unit if it lies in the caller's subtree.
    public Uni<Optional<Unit>> findFor(Caller caller, long id) {
        return find(id).map(found -> found.filter(unit -> caller.reaches(unit.path())));
    }

    /// Whether it lies in the caller's subtree now.
    Uni<Boolean> seen(Caller caller, long id) {
        return database.query(BY_ID, Tuple.of(id), Unit::of)
                .map(found -> found.stream().anyMatch(unit -> caller.reaches(unit.path())));
    }

    /// Direct children in their display order; empty for a leaf and for an absent unit.
    public Uni<List<Unit>> children(long parentId) {
        List<Unit> known = byParent.getIfPresent(parentId);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return database.query(BY_PARENT, Tuple.of(parentId), Unit::of)
                .invoke(children -> byParent.put(parentId, children));
    }

    /// The units above `unit`, root first, without itself.
    public Uni<List<Unit>> ancestors(Unit unit) {
        List<Long> above = unit.lineage().subList(0, unit.lineage().size() - 1);
        return database.query(BY_IDS, Tuple.of(above.toArray(Long[]::new)), Unit::of);
    }
}
