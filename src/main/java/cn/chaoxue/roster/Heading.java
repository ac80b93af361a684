package cn.chaoxue.roster;

import cn.chaoxue.roster.Cell.Kind;
import cn.chaoxue.roster.Table.TableRow;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where each column stands, by the names in the heading: any order, and unknown columns beside.
final class Heading {

    private static final int RECOGNISED = 3;

    private final Map<Column, Integer> places;
    private final boolean since1904;

    private Heading(Map<Column, Integer> places, boolean since1904) {
        this.places = places;
        this.since1904 = since1904;
    }

    /// The heading, where the row is one. Fails where it is, but not a usable one.
    static Optional<Heading> of(TableRow row, boolean since1904) {
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        List<Cell> cells = row.cells();
        Column twice = null;
        for (int i = 0; i < cells.size(); i++) {
            Column column = Column.named(cells.get(i).text()).orElse(null);
            if (column != null && places.putIfAbsent(column, i) != null) {
                twice = column;
            }
        }
        if (places.size() < RECOGNISED) {
            return Optional.empty();
        }
        if (twice != null) {
            throw FileTrouble.twice(twice);
        }
        List<Column> missing = Arrays.stream(Column.values())
                .filter(column -> column.needed() && !places.containsKey(column))
                .toList();
        if (!missing.isEmpty()) {
            throw FileTrouble.missing(missing);
        }
        return Optional.of(new Heading(places, since1904));
    }

    /// A row by columns; empty when nothing stands in them, or the template's example.
    Optional<Line> line(TableRow row) {
        @Nullable String[] cells = new String[Column.values().length];
        places.forEach((column, place) -> {
            if (place < row.cells().size()) {
                cells[column.ordinal()] = text(column, row.cells().get(place));
            }
        });
        String name = cells[Column.NAME.ordinal()];
        boolean example = name != null && Template.isExample(name);
        boolean blank = example || Arrays.stream(cells).allMatch(cell -> cell == null);
        return blank ? Optional.empty() : Optional.of(new Line(row.line(), cells));
    }

    private @Nullable String text(Column column, Cell cell) {
        if (cell.kind() == Kind.FORMULA) {
            return Line.COMPUTED + Cell.cut(cell.text());
        }
        String clean = column == Column.POST ? Texts.kept(cell.text()) : Texts.clean(cell.text());
        if (clean.isEmpty()) {
            return null;
        }
        if (cell.kind() == Kind.TEXT) {
            return clean;
        }
        if (column == Column.ID_NUMBER) {
            return Line.AS_NUMBER + Texts.plain(clean);
        }
        return column.isDate() ? Texts.day(clean, since1904) : Texts.plain(clean);
    }
}
