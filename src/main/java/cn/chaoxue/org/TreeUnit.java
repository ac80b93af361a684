package cn.chaoxue.org;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A unit as its row says, for changes of the tree.
record TreeUnit(
        long id,
        @Nullable Long parentId,
        UnitLevel level,
        String name,
        String shortName,
        @Nullable String code,
        String path,
        int version,
        @Nullable LocalDate openedOn,
        @Nullable LocalDate closedOn) {

    static final String COLUMNS = """
            u.id, u.parent_id, u.level, u.name, u.short_name, u.code, u.path, u.version, u.opened_on, u.closed_on
            """;

    static TreeUnit of(Row row) {
        return new TreeUnit(
                row.getLong("id"),
                row.getLong("parent_id"),
                UnitLevel.valueOf(row.getString("level")),
                row.getString("name"),
                row.getString("short_name"),
                row.getString("code"),
                row.getString("path"),
                row.getInteger("version"),
                row.getLocalDate("opened_on"),
                row.getLocalDate("closed_on"));
    }

    boolean open() {
        return closedOn == null;
    }

    boolean contains(TreeUnit other) {
        return other.path.startsWith(path);
    }

    /// Ids above, without its own.
    List<Long> above() {
        List<Long> lineage = Unit.lineage(path);
        return lineage.subList(0, lineage.size() - 1);
    }
}
