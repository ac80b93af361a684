package cn.chaoxue.roster;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One person's row: a cleaned text per [Column], null where the cell is blank. A row on file since before a column was
/// there is shorter.
record Line(int number, @Nullable String[] cells) {

    /// Stands before an ID number that a spreadsheet keeps as a number: its last digits are not to be trusted.
    static final String AS_NUMBER = "\uE000";
    /// Begins a cell that was computed.
    static final String COMPUTED = "=";

    @Nullable
    String cell(Column column) {
        return column.ordinal() < cells.length ? cells[column.ordinal()] : null;
    }

    /// What the person who uploaded it would recognise.
    String shown(Column column) {
        String cell = cell(column);
        return cell == null ? "" : cell.startsWith(AS_NUMBER) ? cell.substring(1) : cell;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Line(int n, var c) && n == number && Arrays.equals(c, cells);
    }

    @Override
    public int hashCode() {
        return 31 * number + Arrays.hashCode(cells);
    }

    /// Keeps contents out of logs.
    @Override
    public String toString() {
        return "Line[" + number + "]";
    }
}
