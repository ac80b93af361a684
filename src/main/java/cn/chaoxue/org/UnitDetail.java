package cn.chaoxue.org;

import cn.chaoxue.identity.Caller;
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
        List<Change> history) {

    /// What happened to a unit, and what it was before.
    @Schema(name = "UnitChange")
    record Change(
            Kind kind,
            LocalDate effectiveOn,
            @Schema(examples = "共青团杭州市委") @Nullable String nameBefore,

            @Schema(description = "Moved: the unit it stood beneath. Joined: the unit that was merged into it")
            @Nullable
            OtherUnit from,

            @Schema(description = "Moved: the unit it stands beneath since. Merged: the unit it went into") @Nullable
            OtherUnit to) {

        /// As `caller` may read it.
        static Change of(Row row, Caller caller) {
            return new Change(
                    Kind.valueOf(row.getString("kind")),
                    row.getLocalDate("effective_on"),
                    row.getString("name_before"),
                    OtherUnit.of(row, "from", caller),
                    OtherUnit.of(row, "to", caller));
        }
    }

    /// The other side of a change. Which unit it is, is told within the caller's branch alone.
    @Schema(name = "OtherUnit")
    record OtherUnit(
            @Schema(examples = "12", description = "Null where the unit is not in the caller's branch") @Nullable
            Long id,

            @Schema(examples = "共青团浙江省委员会") @Nullable String name) {

        private static final OtherUnit ELSEWHERE = new OtherUnit(null, null);

        static @Nullable OtherUnit of(Row row, String side, Caller caller) {
            String path = row.getString(side + "_path");
            if (path == null) {
                return null;
            }
            return caller.reaches(path)
                    ? new OtherUnit(row.getLong(side + "_id"), row.getString(side + "_name"))
                    : ELSEWHERE;
        }
    }

    enum Kind {
        CREATED,
        RENAMED,
        MOVED,
        MERGED,
        /// Another unit was merged into this one.
        JOINED,
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
        return new UnitDetail(view, unit.version(), unit.openedOn(), unit.closedOn(), history);
    }
}
