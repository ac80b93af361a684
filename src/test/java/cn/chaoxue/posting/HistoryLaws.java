package cn.chaoxue.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What holds of a person and of another record of them, whatever happened: nobody stands in a unit twice on a day, or
/// in one that was none then; one main posting is there while the person is in post, and nothing once retired; what
/// was ended stays ended.
final class HistoryLaws {

    private final Map<Long, LocalDate> ended = new HashMap<>();
    private final List<LocalDate[]> inPost =
            new ArrayList<>(List.of(new LocalDate[][] {{LocalDate.parse("2020-09-01"), null}}));
    private final Sql sql;
    private final Person person;
    private final Person slip;

    HistoryLaws(Sql sql, Person person, Person slip) {
        this.sql = sql;
        this.person = person;
        this.slip = slip;
    }

    /// What must hold of the person from then on.
    void happened(String what, LocalDate on) {
        if (what.startsWith("RETIREMENT")) {
            inPost.removeIf(one -> !one[0].isBefore(on));
            inPost.getLast()[1] = on;
        } else if (what.startsWith("RETURN") && inPost.getLast()[1] != null) {
            inPost.add(new LocalDate[] {on, null});
        } else if (what.startsWith("END")) {
            String[] words = what.split("[ :]+");
            ended.put(Long.parseLong(words[3]), on);
        }
    }

    /// On every day from the first on, before the end; where they do not hold, the history is told.
    void hold(LocalDate first, LocalDate end, String history) {
        standsOnceWhereAUnitIs(person, history);
        standsOnceWhereAUnitIs(slip, history);
        List<Stood> all = Stood.of(sql, person.id());
        for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1)) {
            hasOneMainPostWhileInPost(all, day, history);
        }
        ended.forEach((posting, on) -> assertThat(all.stream()
                        .filter(one -> one.id() == posting
                                && (one.to() == null || one.to().isAfter(on))))
                .as("ended %s on %s%n%s", posting, on, history)
                .isEmpty());
        if (inPost.getLast()[1] == null) {
            assertThat(all.stream()
                            .filter(one -> one.main() && one.to() == null)
                            .map(Stood::unit))
                    .as(history)
                    .containsExactly(sql.number("select unit_id from account where id = ?", person.id()));
        }
    }

    private void standsOnceWhereAUnitIs(Person who, String history) {
        List<Stood> all = Stood.of(sql, who.id());
        for (Stood one : all) {
            assertThat(all.stream().filter(two -> two.id() != one.id() && one.doubles(two)))
                    .as("twice %s%n%s", one, history)
                    .isEmpty();
            assertThat(living(one)).as("lives %s%n%s", one, history).isTrue();
        }
    }

    private void hasOneMainPostWhileInPost(List<Stood> all, LocalDate on, String history) {
        boolean there =
                inPost.stream().anyMatch(one -> !on.isBefore(one[0]) && (one[1] == null || on.isBefore(one[1])));
        assertThat(all.stream().filter(one -> one.main() && one.on(on)))
                .as("main on %s%n%s", on, history)
                .hasSize(there ? 1 : 0);
        if (!there) {
            assertThat(all.stream().filter(one -> one.on(on)))
                    .as("retired on %s%n%s", on, history)
                    .isEmpty();
        }
    }

    /// The unit was one of its own on all those days.
    private boolean living(Stood one) {
        return sql.number(
                                "select count(*) from unit where id = ? and (closed_on is null or ?::date <= closed_on)"
                                        + " and (opened_on is null or opened_on <= ?::date)",
                                one.unit(),
                                one.to() == null ? "infinity" : one.to().toString(),
                                one.from().toString())
                        == 1
                || one.leave();
    }
}
