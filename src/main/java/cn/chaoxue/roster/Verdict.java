package cn.chaoxue.roster;

import cn.chaoxue.cadre.Judged;
import io.vertx.core.buffer.Buffer;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line, what applying it would do, and why; `judged` where there is something to do.
record Verdict(
        Line line,
        Outcome outcome,
        List<Note> notes,
        @Nullable Buffer person,
        @Nullable Judged judged) {

    /// Notes in the order of the columns.
    static Verdict wrong(Line line, List<Note> notes, @Nullable Buffer person) {
        List<Note> sorted = notes.stream()
                .sorted(Comparator.comparingInt(Note::place).thenComparing(Note::reason))
                .toList();
        return new Verdict(line, Outcome.WRONG, sorted, person, null);
    }

    static Verdict of(Line line, Judged judged, @Nullable Buffer person) {
        List<Note> notes = switch (judged.kind()) {
            case CREATE, UNCHANGED -> List.of();
            case CHANGE ->
                judged.changedFields().stream()
                        .map(field -> new Note(field, "changed", null))
                        .toList();
            case ELSEWHERE -> List.of(Note.of(Column.ID_NUMBER, "elsewhere"));
            case ELSEWHERE_OWN -> List.of(Note.of(Column.ID_NUMBER, "elsewhere-own"));
            case MERGED -> List.of(Note.of(Column.ID_NUMBER, "merged"));
            case OWN -> List.of(Note.of(Column.ID_NUMBER, "own-record"));
        };
        Outcome outcome = switch (judged.kind()) {
            case CREATE -> Outcome.CREATE;
            case CHANGE -> Outcome.CHANGE;
            case UNCHANGED -> Outcome.UNCHANGED;
            case ELSEWHERE, ELSEWHERE_OWN -> Outcome.CONFLICT;
            case MERGED, OWN -> Outcome.WRONG;
        };
        return new Verdict(line, outcome, notes, person, judged);
    }

    /// Keeps contents out of logs.
    @Override
    public String toString() {
        return "Verdict[" + line.number() + " " + outcome + "]";
    }
}
