package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// Cases that are open while units, or records, go into one another.
@QuarkusTest
class ConflictMergerTest extends ClaimedPerson {

    @Test
    void claimOfAUnitThatIsGone_isTheOtherUnitsOrNobodys() {
        UnitRef heir = units.province(centre);
        merge(claiming, heir).then().statusCode(200);
        as(superior).get("/api/v1/conflicts").then().body("items.claimed.name", contains(heir.name()));
        as(superior)
                .get("/api/v1/audit?subject=%d&subjectKind=unit&action=unit.merge".formatted(claiming.id()))
                .then()
                .body("items.size()", is(1))
                .body("items[0].changes.find { it.field == 'into' }.after", is(heir.name()));
        as(superior)
                .get("/api/v1/audit?subject=%d&action=cadre.conflict".formatted(person.id()))
                .then()
                .body("items.action", not(hasItem("cadre.conflict-reject")));
        sql.run("update unit set closed_on = current_date where id = ?", heir.id());
        settle(superior, "transfer").then().statusCode(409).body("reason", is("closed"));
        sql.run("update unit set closed_on = null where id = ?", heir.id());
        merge(holder, heir).then().statusCode(200);
        as(superior).get("/api/v1/conflicts").then().body("items.state", contains("REJECTED"));
        as(superior)
                .get("/api/v1/audit?subject=%d&action=cadre.conflict-reject".formatted(person.id()))
                .then()
                .body("items.reason", contains("units-merged"))
                .body("items[0].actor.id", is((int) decider()))
                .body("items[0].unit.name", is(heir.name()));
    }

    /// A second case of the same person says that another record is theirs, too: it can be merged, and is not lost.
    @Test
    void claimThatNamesAnotherRecord_staysReachableAfterAMerger() {
        UnitRef third = units.province(centre);
        long slip = people.learner(third).id();
        long other = sql.number(
                "insert into id_conflict (cadre_id, claimed_unit, claimed_by, other_id, held_in, state)"
                        + " values (?, ?, ?, ?, (select min(id) from unit), 'OPEN') returning id",
                person.id(),
                third.id(),
                slip,
                slip);
        merge(third, claiming).then().statusCode(200);
        as(superior)
                .get("/api/v1/conflicts")
                .then()
                .body("items.state", contains("OPEN", "OPEN"))
                .body("items.mergeable", contains(true, false));
        settle(superior, other, "merger").then().statusCode(204);
        assertThat(sql.number("select merged_into from cadre where id = ?", slip))
                .isEqualTo(person.id());
    }

    /// What is waiting about a record that goes into another is settled with it.
    @Test
    void recordThatGoesIntoAnother_leavesAnEntryForAllThatWaitedAboutIt() {
        UnitRef third = units.province(centre);
        Person slip = people.learner(third);
        long by = people.learner(third).id();
        sql.run("delete from id_conflict where cadre_id = ?", person.id());
        long merging = sql.number(
                "insert into id_conflict (cadre_id, claimed_unit, claimed_by, other_id, held_in, state)"
                        + " values (?, ?, ?, ?, (select min(id) from unit), 'OPEN') returning id",
                person.id(),
                third.id(),
                by,
                slip.id());
        sql.run(
                "insert into id_conflict (cadre_id, claimed_unit, claimed_by, held_in, state) values (?, ?, ?, (select min(id) from unit), 'OPEN')",
                slip.id(),
                holder.id(),
                by);
        sql.run("insert into amendment (cadre_id, state, proposed) values (?, 'WAITING', '')", slip.id());
        leave(superior, slip.id()).then().statusCode(201);
        settle(superior, merging, "merger").then().statusCode(204);
        as(superior)
                .get("/api/v1/audit?subject=" + slip.id())
                .then()
                .body(
                        "items.findAll { it.reason == '已核实调动' }.action",
                        containsInAnyOrder("posting.withdraw", "cadre.conflict-reject", "activation.reject"));
    }

    private long decider() {
        return sql.number("select decided_by from id_conflict where cadre_id = ?", person.id());
    }
}
