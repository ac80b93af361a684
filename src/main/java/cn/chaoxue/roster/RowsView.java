package cn.chaoxue.roster;

import cn.chaoxue.cadre.Masking;
import cn.chaoxue.roster.RowRepository.StagedRow;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Rows of a report in the order of the file, masked; `next` goes into `after` for more, and is null at the end.
@Schema(name = "RosterRowPage")
record RowsView(
        List<Item> items,
        @Schema(examples = "17825893") @Nullable String next) {

    @Schema(name = "RosterRow")
    record Item(
            @Schema(examples = "17", description = "As the spreadsheet numbers it")
            int line,

            Outcome outcome,
            @Schema(examples = "林*") String name,
            @Schema(examples = "330***********1234") String idNumberMasked,
            @Schema(examples = "138****5678") String mobileMasked,
            @Schema(examples = "杭州市") String unit,
            List<Note> notes) {}

    static RowsView of(List<StagedRow> found, int limit, RowRepository rows) {
        List<Item> items =
                found.stream().limit(limit).map(row -> item(row, rows)).toList();
        return new RowsView(
                items, found.size() > limit ? Long.toString(found.get(limit - 1).id()) : null);
    }

    private static Item item(StagedRow row, RowRepository rows) {
        Line line = rows.line(row);
        return new Item(
                line.number(),
                row.outcome(),
                Masking.name(line.shown(Column.NAME)),
                Masking.idNumber(line.shown(Column.ID_NUMBER)),
                Masking.mobile(line.shown(Column.MOBILE)),
                line.shown(Column.UNIT),
                rows.notes(row));
    }
}
