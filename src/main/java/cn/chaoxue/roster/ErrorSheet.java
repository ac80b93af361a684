package cn.chaoxue.roster;

import cn.chaoxue.roster.RowRepository.StagedRow;
import cn.chaoxue.roster.Streaming.Piece;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rows of an import that did not pass, in the form of the template with the reasons beside: corrected, it is
/// uploaded again. For one download.
final class ErrorSheet {

    private static final List<Outcome> NOT_PASSED = List.of(Outcome.CONFLICT, Outcome.WRONG);
    private static final int PAGE = 1000;
    private static final int WIDE = 60;

    private final RowRepository rows;
    private final long importId;
    private final Sheet sheet;
    private long position;

    ErrorSheet(RowRepository rows, long importId, Sheet.Format format) {
        this.rows = rows;
        this.importId = importId;
        List<Integer> widths = new ArrayList<>(
                Arrays.stream(Column.values()).map(Column::width).toList());
        widths.add(WIDE);
        this.sheet = format.begin(widths);
    }

    Uni<Piece> next() {
        return rows.some(importId, position, NOT_PASSED, PAGE)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::piece);
    }

    private Piece piece(List<StagedRow> page) {
        if (page.isEmpty() && position > 0) {
            return new Piece(sheet.end(), true);
        }
        List<List<String>> written = new ArrayList<>();
        if (position == 0) {
            List<String> heading = new ArrayList<>(
                    Arrays.stream(Column.values()).map(Column::title).toList());
            heading.add("错误原因");
            written.add(heading);
        }
        page.forEach(row -> written.add(cells(row)));
        position = page.isEmpty() ? 1 : page.getLast().id();
        return new Piece(sheet.rows(written), false);
    }

    private List<String> cells(StagedRow row) {
        Line line = rows.line(row);
        List<String> cells =
                new ArrayList<>(Arrays.stream(Column.values()).map(line::shown).toList());
        cells.add(Reasons.of(rows.notes(row)));
        return cells;
    }
}
