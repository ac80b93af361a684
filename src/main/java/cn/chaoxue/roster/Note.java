package cn.chaoxue.roster;

import org.jspecify.annotations.Nullable;

/// Why a row is what it is: a column, as the field of a record is called, and a stable slug about it; of a duplicate
/// the line that comes first. Never what the cell holds.
record Note(String column, String reason, @Nullable Integer line) {

    /// What `reason` may be.
    static final String SLUGS =
            "`needed`, `malformed`, `check-digit`, `disagrees`, `future`, `before-beginning`, `after-beginning`,"
                    + " `unknown-word`, `not-a-date`, `formula`, `excel-number`, `duplicate`, `look-alike`,"
                    + " `unit-unknown`, `unit-ambiguous`, `unit-closed`, `own-record`, `elsewhere`, `elsewhere-own`,"
                    + " `merged`; of a change: `changed`";

    static Note of(Column column, String reason) {
        return new Note(column.field(), reason, null);
    }

    /// Where its column stands in the template.
    int place() {
        return Column.ofField(column).map(Column::ordinal).orElse(Integer.MAX_VALUE);
    }
}
