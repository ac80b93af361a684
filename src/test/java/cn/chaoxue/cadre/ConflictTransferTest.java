package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Logins;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// The person goes to the unit that claims them, or stays for a reason.
@QuarkusTest
class ConflictTransferTest extends ClaimedPerson {

    @Test
    void superior_transfersPersonAccountAndAll() {
        as(superior)
                .get("/api/v1/conflicts")
                .then()
                .body("items[0].mine", is(true))
                .body("items[0].holder.id", is((int) holder.id()))
                .body("items[0].name", is("测*"));
        settle(superior, "transfer").then().statusCode(204);
        as(claimant).get("/api/v1/cadres/" + person.id()).then().statusCode(200);
        assertThat(sql.number("select unit_id from account where id = ?", person.id()))
                .isEqualTo(claiming.id());
        Logins.login(person.idNumber(), person.password())
                .then()
                .statusCode(200)
                .body("caller.unit.id", is((int) claiming.id()));
        settle(superior, "rejection").then().statusCode(409).body("reason", is("decided"));
        as(superior)
                .get("/api/v1/audit?subject=%d&action=cadre.".formatted(person.id()))
                .then()
                .body("items.action", contains("cadre.transfer"))
                .body("items[0].changes[0].before", is(holder.name()))
                .body("items[0].changes[0].after", is(claiming.name()));
    }

    @Test
    void personWhoAnswersForOthers_isNotMovedByACase() {
        sql.run(
                "insert into staff_grant (account_id, role, unit_id, reason) values (?, 'liaison', ?, '试一试')",
                person.id(),
                holder.id());
        settle(superior, "transfer").then().statusCode(409).body("reason", is("staff"));
    }

    /// A case would change the unit of somebody who stands nowhere, without history.
    @Test
    void retiredPerson_isNotMovedByACase() {
        sql.run("update cadre set retired_on = '2026-03-01' where id = ?", person.id());
        settle(superior, "transfer").then().statusCode(409).body("reason", is("retired"));
        assertThat(sql.number("select unit_id from cadre where id = ?", person.id()))
                .isEqualTo(holder.id());
        settle(superior, "rejection").then().statusCode(204);
    }

    /// A second case, of a record there that was given the person's number, is still one to merge or to reject.
    @Test
    void personWhoStandsThereByNow_isNotMovedAgain() {
        giveNumberToAnotherRecord();
        long merging = latest();
        settle(superior, first(), "transfer").then().statusCode(204);
        leave(claimant, person.id()).then().statusCode(201);
        settle(superior, merging, "transfer").then().statusCode(409).body("reason", is("already-there"));
        assertThat(sql.number(
                        "select count(*) from posting_change where cadre_id = ? and state in ('PROPOSED', 'ACCEPTED')",
                        person.id()))
                .isOne();
        cases(superior).body("items.state", contains("OPEN", "TRANSFERRED"));
        settle(superior, merging, "merger").then().statusCode(204);
    }

    /// Nothing is left to decide of a claim of the unit to which another case has brought the person.
    @Test
    void otherClaimOfTheSameUnit_isClosedWithTheTransfer() {
        giveNumberToAnotherRecord();
        long claim = first();
        settle(superior, latest(), "transfer").then().statusCode(204);
        cases(superior)
                .body("items.state", contains("TRANSFERRED", "TRANSFERRED"))
                .body("items.reason", contains("已核实调动", "arrived"));
        settle(superior, claim, "transfer").then().statusCode(409).body("reason", is("decided"));
        as(superior)
                .get("/api/v1/audit?subject=%d&action=cadre.".formatted(person.id()))
                .then()
                .body("items.action", contains("cadre.conflict-close", "cadre.transfer"))
                .body("items[0].unit.name", is(claiming.name()));
    }

    private void giveNumberToAnotherRecord() {
        Person slip = people.learner(claiming);
        change(claimant, slip, with(edit(0), "idNumber", person.idNumber()))
                .then()
                .statusCode(409);
    }

    private long first() {
        return sql.number("select min(id) from id_conflict where cadre_id = ?", person.id());
    }

    private long latest() {
        return sql.number("select max(id) from id_conflict where cadre_id = ?", person.id());
    }

    /// What the unit that has lost the person had planned stands in nobody's way.
    @Test
    void personWhoIsMoved_leavesNoChangeBehind() {
        leave(superior, person.id()).then().statusCode(201);
        settle(superior, "transfer").then().statusCode(204);
        as(superior).get("/api/v1/posting-changes").then().body("items.answer", contains("moved"));
        leave(claimant, person.id()).then().statusCode(201);
        as(superior)
                .get("/api/v1/audit?subject=%d&action=posting.withdraw".formatted(person.id()))
                .then()
                .body("items.reason", contains("已核实调动"))
                .body("items[0].actor.id", notNullValue())
                .body("items[0].changes.find { it.field == 'kind' }.after", is("LEAVE"))
                .body("items[0].unit.id", is((int) holder.id()));
    }
}
