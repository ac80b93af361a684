package cn.chaoxue.roster;

import cn.chaoxue.cadre.Masking;
import cn.chaoxue.roster.RowRepository.StagedRow;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Rows of a report in the order of the file, masked; `next` goes into `after` for more, and is null at the end.
@Schema(name = "RosterRowPage")
record RowsView(
        List<Item> items,
        @Schema(examples = "17825893") @Nullable String next) {

    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");

    @Schema(name = "RosterRow")
    record Item(
            @Schema(examples = "17", description = "As the spreadsheet numbers it")
            int line,

            Outcome outcome,
            @Schema(examples = "林*") String name,
            @Schema(examples = "330***********1234") String idNumberMasked,
            @Schema(examples = "138****5678") String mobileMasked,

            @Schema(examples = "杭州市", description = "As it was given; without its digits where it names no unit")
            String unit,

            List<Told> notes) {}

    @Schema(name = "RosterNote")
    record Told(
            @Schema(examples = "idNumber", description = "The column as the field of a record is called")
            String column,

            @Schema(examples = "check-digit", description = Note.SLUGS)
            String reason,

            @Schema(examples = "17", description = "Of a duplicate: the line that comes first") @Nullable
            Integer line,

            @Schema(
                    examples = "身份证号：不是有效的身份证号，应为 18 位",
                    description = "The same in plain words, by `Accept-Language`: Chinese, or English")
            String text) {}

    static RowsView of(List<StagedRow> found, int limit, RowRepository rows, Reasons reasons) {
        List<Item> items =
                found.stream().limit(limit).map(row -> item(row, rows, reasons)).toList();
        return new RowsView(
                items, found.size() > limit ? Long.toString(found.get(limit - 1).id()) : null);
    }

    private static Item item(StagedRow row, RowRepository rows, Reasons reasons) {
        Line line = rows.line(row);
        List<Note> notes = rows.notes(row);
        return new Item(
                line.number(),
                row.outcome(),
                Masking.name(line.shown(Column.NAME)),
                Masking.idNumber(line.shown(Column.ID_NUMBER)),
                Masking.mobile(line.shown(Column.MOBILE)),
                unit(line.shown(Column.UNIT), notes),
                notes.stream()
                        .map(note -> new Told(note.column(), note.reason(), note.line(), reasons.of(note)))
                        .toList());
    }

    /// What names no unit may be anything, in a row out of step a number of somebody: its digits are hidden.
    private static String unit(String given, List<Note> notes) {
        boolean named = notes.stream().noneMatch(note -> note.column().equals(Column.UNIT.field()));
        return named ? given : DIGIT.matcher(given).replaceAll("*");
    }
}
