package cn.chaoxue.roster;

import cn.chaoxue.platform.sheet.PagedSheet;
import cn.chaoxue.platform.sheet.PagedSheet.Page;
import cn.chaoxue.platform.sheet.Sheet;
import cn.chaoxue.roster.RowRepository.StagedRow;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rows of an import that did not pass, in the form of the template with the reasons beside: corrected, it is
/// uploaded again.
final class ErrorSheet {

    private static final List<Outcome> NOT_PASSED = List.of(Outcome.CONFLICT, Outcome.WRONG);
    private static final int PAGE = 1000;
    private static final int WIDE = 60;

    private final RowRepository rows;
    private final long importId;
    private final Reasons reasons;

    private ErrorSheet(RowRepository rows, long importId, Reasons reasons) {
        this.rows = rows;
        this.importId = importId;
        this.reasons = reasons;
    }

    /// For one download; `first` stands above the heading.
    static PagedSheet of(RowRepository rows, Import of, List<String> first, Reasons reasons, Sheet.Format format) {
        ErrorSheet errors = new ErrorSheet(rows, of.id(), reasons);
        List<Integer> widths = new ArrayList<>(
                Arrays.stream(Column.values()).map(Column::width).toList());
        widths.add(WIDE);
        List<String> heading = new ArrayList<>(
                Arrays.stream(Column.values()).map(reasons::title).toList());
        heading.add(reasons.heading());
        Sheet sheet = format.begin(reasons.sheet(), widths);
        List<List<String>> above = first.isEmpty() ? List.of(heading) : List.of(first, heading);
        return new PagedSheet(sheet, above, errors::after);
    }

    private Uni<Page> after(long position) {
        return rows.some(importId, position, NOT_PASSED, PAGE)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::page);
    }

    private Page page(List<StagedRow> some) {
        List<List<String>> cells = some.stream().map(this::cells).toList();
        return new Page(cells, some.size() < PAGE ? null : some.getLast().id());
    }

    private List<String> cells(StagedRow row) {
        Line line = rows.line(row);
        List<String> cells =
                new ArrayList<>(Arrays.stream(Column.values()).map(line::shown).toList());
        cells.add(reasons.of(rows.notes(row)));
        return cells;
    }
}
