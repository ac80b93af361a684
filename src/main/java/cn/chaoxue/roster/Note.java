package cn.chaoxue.roster;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Why a row is what it is: a column, and a stable slug about it. Never what the cell holds.
@Schema(name = "RosterNote")
record Note(
        @Schema(
                examples = "idNumber",
                description = "The column as the field of a record is called; `unit` for the unit")
        String column,

        @Schema(
                examples = "check-digit",
                description = "`needed`, `malformed`, `check-digit`, `disagrees`, `future`, `before-beginning`,"
                        + " `unknown-word`, `not-a-date`, `formula`, `excel-number`, `duplicate`, `unit-unknown`,"
                        + " `unit-ambiguous`, `unit-closed`, `own-record`, `elsewhere`, `elsewhere-own`; of a change:"
                        + " `changed`")
        String reason,

        @Schema(examples = "17", description = "Of a duplicate: the line that comes first") @Nullable
        Integer line) {

    static Note of(Column column, String reason) {
        return new Note(column.field(), reason, null);
    }
}
