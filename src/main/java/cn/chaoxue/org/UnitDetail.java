package cn.chaoxue.org;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A unit with what it went through, oldest first.
@Schema(name = "UnitDetail")
record UnitDetail(
        UnitView unit,

        @Schema(examples = "3", description = "Goes into a change of the unit")
        int version,

        @Nullable LocalDate openedOn,
        @Nullable LocalDate closedOn,
        @Nullable Long mergedInto,
        List<Change> history) {

    /// What happened to a unit, and what it was before.
    @Schema(name = "UnitChange")
    record Change(
            Kind kind,
            LocalDate effectiveOn,
            @Schema(examples = "共青团杭州市委") @Nullable String nameBefore,
            @Nullable Long parentBefore,
            @Nullable Long otherUnit) {

        static Change of(Row row) {
            return new Change(
                    Kind.valueOf(row.getString("kind")),
                    row.getLocalDate("effective_on"),
                    row.getString("name_before"),
                    row.getLong("parent_before"),
                    row.getLong("other_unit"));
        }
    }

    enum Kind {
        CREATED,
        RENAMED,
        MOVED,
        MERGED,
        CLOSED
    }

    static UnitDetail of(TreeUnit unit, boolean hasChildren, List<Change> history) {
        UnitView view = new UnitView(
                unit.id(),
                unit.name(),
                unit.shortName(),
                unit.level(),
                unit.code(),
                unit.path(),
                hasChildren,
                unit.closedOn());
        return new UnitDetail(view, unit.version(), unit.openedOn(), unit.closedOn(), unit.mergedInto(), history);
    }
}
