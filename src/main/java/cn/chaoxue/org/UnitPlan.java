package cn.chaoxue.org;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A change of the tree whose day lies ahead, or came.
@Schema(name = "UnitPlan")
record UnitPlan(
        @Schema(examples = "17") long id,

        @Schema(description = "Of an opening, the unit above the new one")
        UnitRef unit,

        Kind kind,
        State state,
        @Schema(description = "Of a new unit") @Nullable UnitLevel level,
        @Schema(examples = "2027-01-01") LocalDate effectiveOn,
        @Schema(examples = "共青团杭州市钱塘区委员会") @Nullable String name,
        @Schema(examples = "钱塘") @Nullable String shortName,
        @Schema(examples = "330114") @Nullable String code,
        @Schema(examples = "13") @Nullable Long otherUnit,

        @Schema(description = "What stood in its way", examples = "not-empty") @Nullable
        String answer) {

    enum Kind {
        OPENING,
        RENAME,
        MOVE,
        MERGER,
        CLOSURE
    }

    enum State {
        PLANNED,
        DONE,
        CANCELLED,
        /// Its day came, and the tree refused it.
        FAILED
    }

    static final String SELECT = """
            select p.id, p.kind, p.state, p.effective_on, p.level, p.name, p.short_name, p.code, p.other_unit, p.answer, p.planned_by,
                p.planned_at_unit, u.id as unit_id, u.name as unit_name, u.path as unit_path, u.version
            from unit_plan p join unit u on u.id = p.unit_id
            """;

    static UnitPlan of(Row row) {
        return new UnitPlan(
                row.getLong("id"),
                new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")),
                Kind.valueOf(row.getString("kind")),
                State.valueOf(row.getString("state")),
                levelOf(row.getString("level")),
                row.getLocalDate("effective_on"),
                row.getString("name"),
                row.getString("short_name"),
                row.getString("code"),
                row.getLong("other_unit"),
                row.getString("answer"));
    }

    private static @Nullable UnitLevel levelOf(@Nullable String name) {
        return name == null ? null : UnitLevel.valueOf(name);
    }
}
