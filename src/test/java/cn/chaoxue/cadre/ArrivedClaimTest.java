package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// Claims to somebody who comes to the claiming unit by an ordinary posting.
@QuarkusTest
class ArrivedClaimTest extends ClaimedPerson {

    @Test
    void claimOfTheUnitThePersonComesTo_isClosedAndSaysWhy() {
        UnitRef third = units.province(centre);
        create(admin(third), form(third, person.idNumber())).then().statusCode(409);
        transfer(superior, person, claiming).then().statusCode(201);
        cases(claimant).body("items.state", contains("TRANSFERRED")).body("items.reason", contains("arrived"));
        as(superior)
                .get("/api/v1/audit?subject=%d&action=cadre.conflict-close".formatted(person.id()))
                .then()
                .body("items.reason", contains("arrived"))
                .body("items[0].unit.name", is(claiming.name()));
        cases(superior).body("items.state", contains("OPEN", "TRANSFERRED")).body("toSettle", is(1));
        claim(claimant).then().statusCode(409).body("claim", nullValue());
    }

    /// That another record there is the same person's is a case still.
    @Test
    void claimThatNamesAnotherRecord_staysOpen() {
        Person slip = people.learner(claiming);
        change(claimant, slip, with(edit(0), "idNumber", person.idNumber()))
                .then()
                .statusCode(409);
        transfer(superior, person, claiming).then().statusCode(201);
        cases(superior)
                .body("items.state", contains("OPEN", "TRANSFERRED"))
                .body("items.mergeable", contains(true, false));
    }

    /// Whatever was left open about people of the unit itself is told nobody.
    @Test
    void openClaimToSomebodyOfTheUnitItself_isNotTold() {
        transfer(superior, person, claiming).then().statusCode(201);
        sql.run("update id_conflict set state = 'OPEN' where cadre_id = ?", person.id());
        claim(claimant).then().statusCode(409).body("claim", nullValue());
        assertThat(sql.number("select count(*) from id_conflict where cadre_id = ?", person.id()))
                .isOne();
    }
}
