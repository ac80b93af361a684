package cn.chaoxue.org;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A unit of the tree. `path` lists the ids from the root, own id last: "/1/12/130/".
public record Unit(
        long id,
        String name,
        String shortName,
        UnitLevel level,
        @Nullable String code,
        String path,
        boolean hasChildren,
        @Nullable LocalDate closedOn) {

    static final String COLUMNS = """
            u.id, u.name, u.short_name, u.level, u.code, u.path,
            exists (select from unit c where c.parent_id = u.id and c.closed_on is null) as has_children,
            u.closed_on
            """;

    static Unit of(Row row) {
        return new Unit(
                row.getLong("id"),
                row.getString("name"),
                row.getString("short_name"),
                UnitLevel.valueOf(row.getString("level")),
                row.getString("code"),
                row.getString("path"),
                row.getBoolean("has_children"),
                row.getLocalDate("closed_on"));
    }

    /// Whether anybody and anything may still belong to it.
    public boolean open() {
        return closedOn == null;
    }

    public UnitRef ref() {
        return new UnitRef(id, name, path);
    }

    /// Whether `other` lies in this unit's subtree, itself included.
    public boolean contains(Unit other) {
        return other.path.startsWith(path);
    }

    /// Ids from the root down to this unit.
    public List<Long> lineage() {
        return lineage(path);
    }

    /// Ids on a path, from the root down.
    public static List<Long> lineage(String path) {
        return Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(Long::valueOf)
                .toList();
    }
}
