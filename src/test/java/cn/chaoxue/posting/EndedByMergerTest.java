package cn.chaoxue.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Posts beside the main one whose end is planned when a merger of units or records leaves one of two.
@QuarkusTest
class EndedByMergerTest extends TwoProvinces {

    @Inject
    DuePostings due;

    private UnitRef one;
    private UnitRef other;

    @BeforeEach
    void twoCities() {
        one = units.city(home);
        other = units.city(home);
    }

    @Test
    void endOfThePostThatTheMergerEnded_isWithdrawnAndSaysWhy() {
        Person lent = people.learner(home);
        beside(lent, "SECONDMENT", one);
        endPlanned(lent, beside(lent, "SECONDMENT", other));
        Person helping = people.learner(other);
        endPlanned(helping, beside(helping, "PART_TIME", one));
        Person moving = people.learner(one);
        endPlanned(moving, beside(moving, "PART_TIME", other));
        merge();
        String keeper = people.tokenOf(people.active(other, Role.CITY_ADMIN));
        as(keeper)
                .get("/api/v1/posting-changes?state=WITHDRAWN&cadre=" + moving.id())
                .then()
                .body("items.kind", contains("END"));
        for (Person person : new Person[] {lent, helping, moving}) {
            as(sender)
                    .get("/api/v1/posting-changes?state=WITHDRAWN&cadre=" + person.id())
                    .then()
                    .body("items.kind", contains("END"))
                    .body("items.answer", contains("units-merged"));
            as(sender)
                    .get("/api/v1/audit?subject=%d&action=posting.withdraw".formatted(person.id()))
                    .then()
                    .body("items.reason", contains("两个单位已合并"))
                    .body("items.actor.id", everyItem(notNullValue()));
        }
        wish(lent.id(), Map.of("kind", "LEAVE")).then().statusCode(201);
    }

    /// It still has something to end.
    @Test
    void endOfThePostThatIsLeft_takesEffectOnItsDay() {
        Person lent = people.learner(home);
        int first = beside(lent, "SECONDMENT", one);
        beside(lent, "SECONDMENT", other);
        endPlanned(lent, first);
        merge();
        sql.run(
                "update posting_change set effective_on = current_date where cadre_id = ? and state = 'ACCEPTED'",
                lent.id());
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
        as(sender).get("/api/v1/posting-changes?cadre=" + lent.id()).then().body("items.state", everyItem(is("DONE")));
        assertThat(standing(sender, LocalDate.now() + "&unit=" + other.id())).isEmpty();
    }

    /// Of two records of one person with the same post.
    @Test
    void endOfThePostThatAnotherRecordHeldToo_isWithdrawn() {
        Person slip = people.learner(one);
        beside(slip, "SECONDMENT", other);
        Person lent = people.learner(home);
        endPlanned(lent, beside(lent, "SECONDMENT", other));
        long known = sql.number(
                "insert into id_conflict (cadre_id, claimed_unit, claimed_by, other_id, state)"
                        + " values (?, ?, ?, ?, 'OPEN') returning id",
                lent.id(),
                one.id(),
                slip.id(),
                slip.id());
        as(sender)
                .body(Map.of("reason", "已核实为同一人"))
                .post("/api/v1/conflicts/%d/merger".formatted(known))
                .then()
                .statusCode(204);
        as(sender)
                .get("/api/v1/posting-changes?state=WITHDRAWN&cadre=" + lent.id())
                .then()
                .body("items.answer", contains("与另一份资料合并"));
        as(sender)
                .get("/api/v1/audit?subject=%d&action=posting.withdraw".formatted(lent.id()))
                .then()
                .body("items.reason", contains("已核实为同一人"));
    }

    private void merge() {
        place(one, "merger", other, "2026-05-01").then().statusCode(200);
    }

    /// The posting.
    private int beside(Person who, String kind, UnitRef to) {
        wish(who.id(), Map.of("kind", kind, "toUnit", to.id(), "post", "副书记"))
                .then()
                .statusCode(201);
        return as(sender)
                .get("/api/v1/cadres/%d/postings".formatted(who.id()))
                .path("items.find { it.unit == '%s' && it.kind == '%s' }.id".formatted(to.name(), kind));
    }

    private void endPlanned(Person who, int posting) {
        String soon = LocalDate.now().plusDays(10).toString();
        wish(who.id(), Map.of("kind", "END", "postingId", posting, "effectiveOn", soon))
                .then()
                .statusCode(201);
    }
}
