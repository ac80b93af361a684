package cn.chaoxue.roster;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file as rows of cells, read once from its beginning. Reading blocks.
interface Table extends AutoCloseable {

    /// One row; `line` is its number as a spreadsheet shows it, from 1.
    record TableRow(int line, List<Cell> cells) {}

    /// The next row, or null at the end. Fails with [FileTrouble] where the file is not what it seems.
    @Nullable
    TableRow next() throws IOException;

    /// Whether numbers of days count from 1904.
    boolean since1904();

    @Override
    void close() throws IOException;
}
