package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One unit goes into another, and that into a third. Whatever is dated before both counts for each of them in its
/// time.
@QuarkusTest
class SuccessiveMergersTest extends OneMember {

    private static final String FIRST = "2026-05-01";
    private static final String SECOND = "2026-07-01";

    @Inject
    DuePostings due;

    private UnitRef two;
    private UnitRef three;

    @BeforeEach
    void twoCitiesMore() {
        two = units.city(home);
        three = units.city(home);
    }

    @Test
    void whoReturnsBeforeBoth_stoodInEachOfThem() {
        change("RETIREMENT", "2026-02-01");
        merge();
        change("RETURN", "2026-04-01");
        stands(one, "2026-01-31", "2026-04-01", "2026-04-30");
        stands(two, FIRST, "2026-06-30");
        stands(three, SECOND, "2026-12-31");
        nowhere("2026-02-01", "2026-03-31");
        change("RETIREMENT", "2026-04-20");
        stands(one, "2026-04-19");
        nowhere("2026-04-20", FIRST, SECOND);
        change("RETURN", "2026-06-01");
        nowhere(FIRST, "2026-05-31");
        stands(two, "2026-06-01", "2026-06-30");
        stands(three, SECOND);
    }

    /// What the first merger made of the posting never came to be.
    @Test
    void whoRetiresAndReturnsBeforeTheMerger_stoodInTheUnitAsItWas() {
        merge();
        change("RETIREMENT", "2026-04-10");
        change("RETURN", "2026-04-20");
        stands(one, "2026-04-09", "2026-04-20", "2026-04-30");
        nowhere("2026-04-10", "2026-04-19");
        stands(two, FIRST, "2026-06-30");
        stands(three, SECOND);
    }

    @Test
    void transferCarriedOutLate_countsForTheUnitThatWasNamed() {
        member = people.learner(home);
        planned("TRANSFER", Map.of("toUnit", one.id(), "post", "书记"));
        merge();
        carryOut("2026-04-01");
        stands(home, "2026-03-31");
        stands(one, "2026-04-01", "2026-04-30");
        stands(two, FIRST, "2026-06-30");
        stands(three, SECOND);
        as(sender).get(history() + "?on=2026-04-15").then().body("items.post", contains("书记"));
        term("2026-06-15");
        stands(two, FIRST, "2026-06-15");
        nowhere("2026-06-16", SECOND);
        assertThat(sql.number("select unit_id from account where id = ?", member.id()))
                .isEqualTo(three.id());
    }

    /// Who was lent to the unit before stands there once.
    @Test
    void transferCarriedOutLate_endsWhatStoodThereBeside() {
        member = people.learner(home);
        change("SECONDMENT", "2026-01-01", Map.of("toUnit", one.id(), "post", "挂职副书记"));
        planned("TRANSFER", Map.of("toUnit", one.id(), "post", "书记"));
        merge();
        carryOut("2026-04-01");
        assertThat(at("2026-03-31")).containsExactlyInAnyOrder(home.id(), one.id());
        stands(one, "2026-04-01", "2026-04-30");
        stands(two, FIRST);
        stands(three, SECOND);
    }

    @Test
    void postBesideCarriedOutLate_countsForTheUnitThatWasNamed() {
        member = people.learner(home);
        planned("SECONDMENT", Map.of("toUnit", one.id(), "post", "挂职副书记"));
        Person helping = people.learner(home);
        Person lent = member;
        member = helping;
        planned("PART_TIME", Map.of("toUnit", two.id(), "post", "兼职副书记"));
        merge();
        carryOut("2026-04-01");
        assertThat(at("2026-04-30")).containsExactlyInAnyOrder(home.id(), two.id());
        assertThat(at("2026-06-30")).containsExactlyInAnyOrder(home.id(), two.id());
        assertThat(at(SECOND)).containsExactlyInAnyOrder(home.id(), three.id());
        member = lent;
        sql.run(
                "update posting_change set effective_on = '2026-04-01', until_on = '2026-06-15' where cadre_id = ?",
                lent.id());
        carryOut("2026-04-01");
        assertThat(at("2026-04-30")).containsExactlyInAnyOrder(home.id(), one.id());
        assertThat(at("2026-06-15")).containsExactlyInAnyOrder(home.id(), two.id());
        stands(home, "2026-03-31", "2026-06-16", SECOND);
    }

    @Test
    void transferAwayBeforeBoth_leavesNothingInEither() {
        UnitRef fourth = units.city(home);
        merge();
        change("TRANSFER", "2026-04-10", Map.of("toUnit", fourth.id(), "post", "书记"));
        stands(one, "2026-04-09");
        stands(fourth, "2026-04-10", FIRST, SECOND);
    }

    private void merge() {
        place(one, "merger", two, FIRST).then().statusCode(200);
        place(two, "merger", three, SECOND).then().statusCode(200);
    }

    private void change(String kind, String day) {
        change(kind, day, Map.of());
    }

    private void change(String kind, String day, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.putAll(Map.of("kind", kind, "effectiveOn", day));
        wish(member.id(), all).then().statusCode(201);
    }

    private void planned(String kind, Map<String, Object> more) {
        change(kind, LocalDate.now().plusDays(10).toString(), more);
    }

    private void carryOut(String day) {
        sql.run(
                "update posting_change set effective_on = ?::date where cadre_id = ? and state = 'ACCEPTED'",
                day,
                member.id());
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
        assertThat(sql.value("select string_agg(state, ' ') from (select distinct state from posting_change"
                        + " where cadre_id = %d) s".formatted(member.id())))
                .isEqualTo("DONE");
    }

    private void term(String until) {
        sql.run("update cadre set in_post_until = ?::date where id = ?", until, member.id());
    }
}
