package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who claims a person is told the province-level unit that holds them, and nothing more (A1.7).
@QuarkusTest
class MaskedHolderTest extends ClaimedPerson {

    @Inject
    Database database;

    @Test
    void claimant_isToldTheCaseAndTheProvinceAlone() {
        UnitRef city = units.city(holder);
        UnitRef county = units.county(city);
        Person hers = people.learner(county);
        Response refused = create(claimant, form(claiming, hers.idNumber()));
        int number = Math.toIntExact(sql.number("select id from id_conflict where cadre_id = ?", hers.id()));
        refused.then()
                .statusCode(409)
                .body("reason", is("id-number-known"))
                .body("claim.id", is(number))
                .body("claim.heldIn", is(holder.name()))
                .body("claim.holder", nullValue());
        cases(claimant)
                .body("items[0].id", is(number))
                .body("items[0].heldIn", is(holder.name()))
                .body("items[0].holder", nullValue());
        for (Response told : List.of(refused, as(claimant).get("/api/v1/conflicts"))) {
            assertThat(told.asString()).doesNotContain(city.name(), county.name(), county.path(), hers.name());
        }
        create(admin(claiming), form(claiming, hers.idNumber())).then().body("claim.id", is(number));
    }

    @Test
    void whoAnswersForBoth_isToldTheWhole() {
        Person hers = people.learner(units.county(units.city(holder)));
        create(superior, form(claiming, hers.idNumber()))
                .then()
                .statusCode(409)
                .body("claim.holder", is(hers.unit().name()))
                .body("claim.heldIn", nullValue());
        cases(superior).body("items[0].holder.name", is(hers.unit().name())).body("items[0].heldIn", nullValue());
    }

    /// A unit of whatever level that hangs at the centre would be told by its own name.
    @Test
    void whoHangsAtTheCentre_isInTheCentre() {
        for (Person hers : List.of(people.learner(centre), people.learner(units.grassroots(centre)))) {
            create(claimant, form(claiming, hers.idNumber())).then().body("claim.heldIn", is(centre.name()));
            cases(claimant).body("items[0].heldIn", is(centre.name()));
        }
    }

    @Test
    void personInTheUnitItself_isNoCase() {
        Person hers = people.learner(claiming);
        create(claimant, form(claiming, hers.idNumber()))
                .then()
                .statusCode(409)
                .body("reason", is("id-number-known"))
                .body("claim", nullValue());
    }

    @Test
    void numberEditedInto_isToldAlike() {
        Person slip = people.learner(claiming);
        change(claimant, slip, with(edit(0), "idNumber", person.idNumber()))
                .then()
                .statusCode(409)
                .body("claim.heldIn", is(holder.name()));
    }

    /// Where somebody is after a decision is told nobody who does not answer for them.
    @Test
    void decidedCase_tellsNothing() {
        settle(superior, "rejection").then().statusCode(204);
        cases(claimant).body("items[0].state", is("REJECTED")).body("items[0].heldIn", nullValue());
    }

    @Test
    void holderThatWentIntoAnother_isToldAsItIsNow() {
        UnitRef heir = units.province(centre);
        merge(holder, heir).then().statusCode(200);
        cases(claimant).body("items[0].heldIn", is(heir.name()));
    }

    /// Where the person goes later is none of the claimant's business, decided or not.
    @Test
    void openCase_tellsWhereThePersonWasWhenItWasOpened() {
        UnitRef third = units.province(centre);
        transfer(superior, person, units.city(third)).then().statusCode(201);
        cases(claimant).body("items[0].state", is("OPEN")).body("items[0].heldIn", is(holder.name()));
        claim(claimant).then().statusCode(409).body("claim.heldIn", is(holder.name()));
        UnitRef heir = units.province(centre);
        merge(holder, heir).then().statusCode(200);
        cases(claimant).body("items[0].heldIn", is(heir.name()));
    }

    /// The number of a record that went into another is in the database still: the case is about the one that stays,
    /// since none about the other could be settled.
    @Test
    void numberOfARecordThatWentIntoAnother_isACaseOfTheOneThatStays() {
        UnitRef third = units.province(centre);
        long between = people.learner(third).id();
        Person gone = people.learner(holder);
        Person stays = people.learner(third);
        sql.run("update cadre set merged_into = ? where id = ?", between, gone.id());
        sql.run("update cadre set merged_into = ? where id = ?", stays.id(), between);
        create(claimant, form(claiming, gone.idNumber())).then().statusCode(409).body("claim.heldIn", is(third.name()));
        assertThat(sql.number("select cadre_id from id_conflict where id = (select max(id) from id_conflict)"))
                .isEqualTo(stays.id());
        settle(superior, sql.number("select max(id) from id_conflict where cadre_id = ?", stays.id()), "rejection")
                .then()
                .statusCode(204);
        String keeper = admin(third);
        create(keeper, form(third, gone.idNumber())).then().statusCode(409).body("claim", nullValue());
        change(keeper, stays, with(edit(0), "idNumber", gone.idNumber())).then().body("claim", nullValue());
    }

    /// Trying numbers leaves a case and an entry with the name of who tried, for each that is somebody's.
    @Test
    void everyNumberTried_leavesACaseAndAnEntry() {
        List<Person> tried = List.of(people.learner(holder), people.learner(holder));
        tried.forEach(
                one -> create(claimant, form(claiming, one.idNumber())).then().statusCode(409));
        cases(superior).body("toSettle", is(3));
        as(superior)
                .get("/api/v1/audit?subject=%d&subjectKind=unit&action=cadre.conflict".formatted(claiming.id()))
                .then()
                .body("items.size()", is(3));
    }

    /// Files open cases as the form does.
    @Test
    void claimOfAFile_isACaseOfTheRecordThatStays() {
        Person gone = people.learner(holder);
        Person stays = people.learner(holder);
        sql.run("update cadre set merged_into = ? where id = ?", stays.id(), gone.id());
        List<Long> opened = database.transaction(
                        tx -> Conflicts.openAll(tx, List.of(gone.id()), List.of(claiming.id()), stays.id()))
                .await()
                .atMost(Duration.ofSeconds(20));
        assertThat(opened).containsExactly(claiming.id());
        assertThat(sql.number("select count(*) from id_conflict where cadre_id = ?", stays.id()))
                .isOne();
    }
}
