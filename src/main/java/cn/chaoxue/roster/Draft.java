package cn.chaoxue.roster;

import cn.chaoxue.cadre.CadreRequest;
import cn.chaoxue.cadre.CadreRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A line read as a record: the request that the form would have sent, and everything that is wrong with it apart from
/// its unit.
record Draft(Line line, CadreRequest request, List<Note> notes) {

    private static final Pattern EXPONENT = Pattern.compile("\\d(\\.\\d+)?E\\+?\\d+", Pattern.CASE_INSENSITIVE);

    static Draft of(Line line, CadreRules rules) {
        Reading reading = new Reading(line, new ArrayList<>());
        CadreRequest request = reading.request();
        List<Note> notes = reading.notes();
        rules.check(request).forEach(flaw -> {
            boolean known = notes.stream().anyMatch(note -> note.column().equals(flaw.field()));
            if (!known) {
                notes.add(new Note(flaw.field(), flaw.why().slug(), null));
            }
        });
        return new Draft(line, request, notes);
    }

    /// The same, with one more thing that is wrong.
    Draft noting(Note note) {
        List<Note> more = new ArrayList<>(notes);
        more.add(note);
        return new Draft(line, request, more);
    }

    /// Keeps contents out of logs.
    @Override
    public String toString() {
        return "Draft[" + line.number() + "]";
    }

    /// Turns cells into fields, and notes those that cannot be.
    private record Reading(Line line, List<Note> notes) {

        CadreRequest request() {
            return CadreRequest.asGiven(
                    text(Column.NAME, Texts::name),
                    idNumber(),
                    mobile(),
                    date(Column.BIRTH_DATE),
                    word(Column.SEX, Words.SEX),
                    word(Column.CADRE_CLASS, Words.CADRE_CLASS),
                    word(Column.EMPLOYMENT, Words.EMPLOYMENT),
                    text(Column.POST, UnaryOperator.identity()),
                    date(Column.IN_POST_SINCE),
                    date(Column.IN_POST_UNTIL),
                    date(Column.APPOINTED_ON),
                    text(Column.EMAIL, UnaryOperator.identity()),
                    text(Column.QQ, Texts::ungrouped));
        }

        private @Nullable String idNumber() {
            String cell = text(Column.ID_NUMBER, Texts::ungrouped);
            if (cell != null
                    && (cell.startsWith(Line.AS_NUMBER)
                            || EXPONENT.matcher(cell).matches())) {
                notes.add(Note.of(Column.ID_NUMBER, "excel-number"));
                return null;
            }
            return cell;
        }

        private @Nullable String mobile() {
            String cell = text(Column.MOBILE, Texts::ungrouped);
            return cell != null && cell.startsWith("+86") ? cell.substring(3) : cell;
        }

        private @Nullable LocalDate date(Column column) {
            String cell = text(column, UnaryOperator.identity());
            Optional<LocalDate> date = cell == null ? Optional.empty() : Texts.date(cell);
            if (cell != null && date.isEmpty()) {
                notes.add(Note.of(column, "not-a-date"));
            }
            return date.orElse(null);
        }

        private <T> @Nullable T word(Column column, Words<T> words) {
            String cell = text(column, UnaryOperator.identity());
            Optional<T> value = cell == null ? Optional.empty() : words.value(cell);
            if (cell != null && value.isEmpty()) {
                notes.add(Note.of(column, "unknown-word"));
            }
            return value.orElse(null);
        }

        private @Nullable String text(Column column, UnaryOperator<String> form) {
            String cell = line.cell(column);
            if (cell != null && cell.startsWith(Line.COMPUTED)) {
                notes.add(Note.of(column, "formula"));
                return null;
            }
            return cell == null ? null : form.apply(cell);
        }
    }
}
