package cn.chaoxue.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Where people stood on a day does not hang on when mergers of units were noted: in their turn, before all else, or
/// late.
@QuarkusTest
class OrdersTest extends ThreeCities {

    private static final int HISTORIES = Integer.getInteger("chaoxue.test.histories", 25);
    private static final long SEED = Long.getLong("chaoxue.test.seed", 1);
    private static final LocalDate FIRST = LocalDate.parse("2026-01-05");
    private static final List<String> KINDS =
            List.of("TRANSFER", "SECONDMENT", "SECONDMENT", "PART_TIME", "PART_TIME", "RETURN", "RETIREMENT", "END");

    /// Of a person, or a merger of two units.
    private record Act(
            String kind,
            LocalDate on,
            int unit,
            int into,
            @Nullable LocalDate until) {

        boolean merger() {
            return kind.equals("MERGER");
        }
    }

    /// What came of it: how each was answered, and who stood where on each day.
    private record Outcome(List<Integer> answers, List<List<String>> days) {}

    @Test
    void mergers_countFromTheirDayWheneverTheyAreNoted() {
        int compared = 0;
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            List<Act> acts = acts(new Random(seed));
            Outcome inTurn = play(acts);
            for (Comparator<Act> order :
                    List.of(Comparator.comparing((Act act) -> !act.merger()), Comparator.comparing(Act::merger))) {
                List<Act> other = acts.stream().sorted(order).toList();
                Outcome outcome = play(other);
                if (sorted(inTurn, acts).equals(sorted(outcome, other))) {
                    compared++;
                    for (int day = 0; day < inTurn.days().size(); day++) {
                        assertThat(outcome.days().get(day))
                                .as("seed %d, %s%n%s%n%s", seed, FIRST.plusDays(5L * day), acts, other)
                                .isEqualTo(inTurn.days().get(day));
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(HISTORIES / 2);
    }

    /// Mergers among the last two cities; nobody goes to the one that is no more.
    private static List<Act> acts(Random random) {
        List<Act> acts = new ArrayList<>();
        LocalDate merged = FIRST.plusDays(10L * (3 + random.nextInt(8)));
        acts.add(new Act("MERGER", merged, 0, 1, null));
        if (random.nextBoolean()) {
            acts.add(new Act("MERGER", merged.plusDays(10L * random.nextInt(8)), 1, 2, null));
        }
        for (int i = 0; i < 6; i++) {
            LocalDate on = FIRST.plusDays(10L * random.nextInt(18));
            String kind = KINDS.get(random.nextInt(KINDS.size()));
            LocalDate until = random.nextInt(4) == 0 ? on.plusDays(random.nextInt(120)) : null;
            if (!kind.equals("END") || on.isBefore(merged)) {
                acts.add(new Act(kind, on, random.nextInt(4), 0, until));
            }
        }
        return acts.stream()
                .sorted(Comparator.comparing(Act::on).thenComparing(act -> !act.merger()))
                .toList();
    }

    /// How each was answered, by what it was.
    private static Map<Act, List<Integer>> sorted(Outcome outcome, List<Act> acts) {
        Map<Act, List<Integer>> answers = new HashMap<>();
        IntStream.range(0, acts.size())
                .forEach(i -> answers.computeIfAbsent(acts.get(i), _ -> new ArrayList<>())
                        .add(outcome.answers().get(i)));
        return answers;
    }

    private Outcome play(List<Act> acts) {
        List<UnitRef> cities = List.of(units.city(home), units.city(home), units.city(home), units.city(home));
        Person member = people.learner(cities.getFirst());
        List<Integer> answers =
                acts.stream().map(act -> answer(act, member, cities)).toList();
        List<Stood> all = Stood.of(sql, member.id());
        List<List<String>> days = new ArrayList<>();
        for (LocalDate day = FIRST; day.isBefore(LocalDate.now()); day = day.plusDays(5)) {
            LocalDate on = day;
            days.add(all.stream()
                    .filter(one -> one.on(on))
                    .map(one -> one.kind() + " c"
                            + cities.stream().map(UnitRef::id).toList().indexOf(one.unit()))
                    .sorted()
                    .toList());
        }
        return new Outcome(answers, days);
    }

    private int answer(Act act, Person member, List<UnitRef> cities) {
        UnitRef unit = cities.get(act.unit());
        if (act.merger()) {
            return place(unit, "merger", cities.get(act.into()), act.on().toString())
                    .statusCode();
        }
        Map<String, Object> more =
                new HashMap<>(Map.of("kind", act.kind(), "effectiveOn", act.on().toString()));
        if (List.of("TRANSFER", "SECONDMENT", "PART_TIME").contains(act.kind())) {
            more.putAll(to(unit));
        }
        if (act.until() != null) {
            more.put("until", act.until().toString());
        }
        if (act.kind().equals("END")) {
            more.put(
                    "postingId",
                    sql.number(
                            "select coalesce(min(id), 0) from posting where cadre_id = ? and kind in ('SECONDMENT', 'PART_TIME')",
                            member.id()));
        }
        return wish(member.id(), more).statusCode();
    }
}
