package cn.chaoxue.roster;

import cn.chaoxue.cadre.BulkEditing;
import cn.chaoxue.cadre.BulkEditing.Entry;
import cn.chaoxue.cadre.CadreRules;
import cn.chaoxue.cadre.Judged;
import cn.chaoxue.roster.UnitNames.Match;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Judges lines by the rules of the form, against the database as it is now.
@Singleton
class Judging {

    private final CadreRules rules;
    private final UnitNames units;
    private final BulkEditing editing;

    Judging(CadreRules rules, UnitNames units, BulkEditing editing) {
        this.rules = rules;
        this.units = units;
        this.editing = editing;
    }

    /// What can be told of a line alone. Takes its time: not for the event loop.
    List<Draft> drafts(List<Line> lines) {
        return lines.stream().map(line -> Draft.of(line, rules)).toList();
    }

    /// Whom each draft is about, by line number; those without a valid ID number are about nobody.
    Map<Integer, Buffer> people(List<Draft> drafts) {
        Map<Integer, Buffer> people = new HashMap<>();
        for (Draft draft : drafts) {
            Buffer person = editing.personIndex(draft.request().idNumber());
            if (person != null) {
                people.put(draft.line().number(), person);
            }
        }
        return people;
    }

    /// Verdicts in the order of the drafts. `first` tells the line that was first about a person, where that is an
    /// earlier one. With `hold`, what they say stays true until the transaction ends.
    Uni<List<Verdict>> judge(
            SqlConnection tx,
            List<Draft> drafts,
            Map<Integer, Buffer> people,
            Map<Buffer, Integer> first,
            Import of,
            boolean hold) {
        Set<String> names = drafts.stream()
                .map(draft -> draft.line().cell(Column.UNIT))
                .filter(Objects::nonNull)
                .filter(name -> !name.startsWith(Line.COMPUTED))
                .collect(Collectors.toSet());
        List<Verdict> verdicts = new ArrayList<>();
        return units.find(tx, of.unitPath(), names)
                .map(found -> entries(drafts, people, first, found, verdicts))
                .chain(entries -> editing.judge(tx, entries, of.unitPath(), of.origin(), hold))
                .map(judged -> all(verdicts, judged, drafts, people));
    }

    private static List<Entry> entries(
            List<Draft> drafts,
            Map<Integer, Buffer> people,
            Map<Buffer, Integer> first,
            Map<String, Match> units,
            List<Verdict> wrong) {
        List<Entry> entries = new ArrayList<>();
        for (Draft draft : drafts) {
            int line = draft.line().number();
            Buffer person = people.get(line);
            List<Note> notes = new ArrayList<>(draft.notes());
            Integer earlier = person == null ? null : first.get(person);
            if (earlier != null && earlier < line) {
                notes.add(new Note(Column.ID_NUMBER.field(), "duplicate", earlier));
            }
            switch (unit(draft.line(), units)) {
                case Match.Found(long unitId)
                when notes.isEmpty() -> entries.add(new Entry(line, unitId, draft.request()));
                case Match.Found _ -> wrong.add(Verdict.wrong(draft.line(), notes, person));
                case Match.None(String reason) -> {
                    notes.add(Note.of(Column.UNIT, reason));
                    wrong.add(Verdict.wrong(draft.line(), notes, person));
                }
            }
        }
        return entries;
    }

    private static Match unit(Line line, Map<String, Match> units) {
        String name = line.cell(Column.UNIT);
        if (name == null) {
            return new Match.None("needed");
        }
        return units.getOrDefault(name, new Match.None(name.startsWith(Line.COMPUTED) ? "formula" : "unit-unknown"));
    }

    private static List<Verdict> all(
            List<Verdict> wrong, List<Judged> judged, List<Draft> drafts, Map<Integer, Buffer> people) {
        Map<Integer, Line> lines = new HashMap<>();
        drafts.forEach(draft -> lines.put(draft.line().number(), draft.line()));
        List<Verdict> all = new ArrayList<>(wrong);
        for (Judged one : judged) {
            int number = (int) one.key();
            all.add(Verdict.of(Objects.requireNonNull(lines.get(number)), one, people.get(number)));
        }
        all.sort(Comparator.comparingInt(verdict -> verdict.line().number()));
        return all;
    }
}
