package cn.chaoxue.cadre;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConflictTest {

    private static final Map<String, String> REASON = Map.of("reason", "已核实调动");

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    UnitRef centre;
    UnitRef holder;
    UnitRef claiming;
    Person person;
    String claimant;
    String superior;

    @BeforeEach
    void twoProvincesClaimOnePerson() {
        centre = units.centre();
        holder = units.province(centre);
        claiming = units.province(centre);
        person = people.learner(holder);
        claimant = people.tokenOf(people.active(claiming, Role.PROVINCE_ADMIN));
        superior = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        claim(claimant).then().statusCode(409).body("reason", is("id-number-known"));
    }

    @Test
    void claimant_seesTheCaseButNotWhoHoldsThePerson() {
        claim(claimant).then().statusCode(409);
        Response cases = as(claimant).get("/api/v1/conflicts");
        cases.then()
                .statusCode(200)
                .body("items.size()", is(1))
                .body("items[0].mine", is(false))
                .body("items[0].holder", nullValue())
                .body("items[0].name", nullValue());
        assertThat(cases.asString()).doesNotContain(holder.name(), person.name(), "\"" + person.id() + "\"");
        settle(claimant, "transfer").then().statusCode(404);
        String holding = people.tokenOf(people.active(holder, Role.PROVINCE_ADMIN));
        as(holding).get("/api/v1/conflicts").then().body("items.size()", is(0));
        settle(holding, "transfer").then().statusCode(404);
    }

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
    void rejectedClaim_leavesThePersonAndTellsWhy() {
        settle(superior, "rejection").then().statusCode(204);
        as(claimant)
                .get("/api/v1/conflicts")
                .then()
                .body("items[0].state", is("REJECTED"))
                .body("items[0].reason", is("已核实调动"));
        assertThat(sql.number("select unit_id from cadre where id = ?", person.id()))
                .isEqualTo(holder.id());
        claim(claimant).then().statusCode(409);
        as(claimant).get("/api/v1/conflicts").then().body("items.state", contains("OPEN", "REJECTED"));
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

    /// What the unit that has lost the person had planned stands in nobody's way.
    @Test
    void personWhoIsMoved_leavesNoChangeBehind() {
        Map<String, String> leave = Map.of(
                "kind", "LEAVE", "effectiveOn", LocalDate.now().plusDays(9).toString(), "reason", "外出学习");
        String postings = "/api/v1/cadres/%d/postings".formatted(person.id());
        as(superior).body(leave).post(postings).then().statusCode(201);
        settle(superior, "transfer").then().statusCode(204);
        as(superior).get("/api/v1/posting-changes").then().body("items.answer", contains("moved"));
        as(claimant).body(leave).post(postings).then().statusCode(201);
        as(superior)
                .get("/api/v1/audit?subject=%d&action=posting.withdraw".formatted(person.id()))
                .then()
                .body("items.reason", contains("已核实调动"))
                .body("items[0].actor.id", notNullValue())
                .body("items[0].changes.find { it.field == 'kind' }.after", is("LEAVE"))
                .body("items[0].unit.id", is((int) holder.id()));
    }

    @Test
    void claimOfAUnitThatIsGone_isTheOtherUnitsOrNobodys() {
        UnitRef heir = units.province(centre);
        Map<String, Object> merger = Map.of("unitId", heir.id(), "effectiveOn", "2026-05-01");
        as(superior)
                .body(merger)
                .post("/api/v1/units/%d/merger".formatted(claiming.id()))
                .then()
                .statusCode(200);
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
        as(superior)
                .body(merger)
                .post("/api/v1/units/%d/merger".formatted(holder.id()))
                .then()
                .statusCode(200);
        as(superior).get("/api/v1/conflicts").then().body("items.state", contains("REJECTED"));
        as(superior)
                .get("/api/v1/audit?subject=%d&action=cadre.conflict-reject".formatted(person.id()))
                .then()
                .body("items.reason", contains("两个单位已合并"))
                .body("items[0].actor.id", is((int) decider()))
                .body("items[0].unit.name", is(heir.name()));
    }

    /// A second case of the same person says that another record is theirs, too: it can be merged, and is not lost.
    @Test
    void claimThatNamesAnotherRecord_staysReachableAfterAMerger() {
        UnitRef third = units.province(centre);
        long slip = people.learner(third).id();
        long other = sql.number(
                "insert into id_conflict (cadre_id, claimed_unit, claimed_by, other_id, state)"
                        + " values (?, ?, ?, ?, 'OPEN') returning id",
                person.id(),
                third.id(),
                slip,
                slip);
        as(superior)
                .body(Map.of("unitId", claiming.id(), "effectiveOn", "2026-05-01"))
                .post("/api/v1/units/%d/merger".formatted(third.id()))
                .then()
                .statusCode(200);
        as(superior)
                .get("/api/v1/conflicts")
                .then()
                .body("items.state", contains("OPEN", "OPEN"))
                .body("items.mergeable", contains(true, false));
        as(superior)
                .body(REASON)
                .post("/api/v1/conflicts/%d/merger".formatted(other))
                .then()
                .statusCode(204);
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
                "insert into id_conflict (cadre_id, claimed_unit, claimed_by, other_id, state)"
                        + " values (?, ?, ?, ?, 'OPEN') returning id",
                person.id(),
                third.id(),
                by,
                slip.id());
        sql.run(
                "insert into id_conflict (cadre_id, claimed_unit, claimed_by, state) values (?, ?, ?, 'OPEN')",
                slip.id(),
                holder.id(),
                by);
        sql.run("insert into amendment (cadre_id, state, proposed) values (?, 'WAITING', '')", slip.id());
        Map<String, String> leave = Map.of(
                "kind", "LEAVE", "effectiveOn", LocalDate.now().plusDays(9).toString(), "reason", "外出学习");
        as(superior)
                .body(leave)
                .post("/api/v1/cadres/%d/postings".formatted(slip.id()))
                .then()
                .statusCode(201);
        as(superior)
                .body(REASON)
                .post("/api/v1/conflicts/%d/merger".formatted(merging))
                .then()
                .statusCode(204);
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

    @Test
    void caseAboutOneself_isDecidedBySomebodyElse() {
        String self = people.tokenOf(person, Set.of(Role.CENTRE_ADMIN));
        long id = sql.number("select max(id) from id_conflict where cadre_id = ?", person.id());
        sql.run("update id_conflict set claimed_unit = ? where id = ?", holder.id(), id);
        as(self).body(REASON)
                .post("/api/v1/conflicts/%d/rejection".formatted(id))
                .then()
                .statusCode(409)
                .body("reason", is("own-record"));
    }

    private Response settle(String token, String how) {
        long id = sql.number("select max(id) from id_conflict where cadre_id = ?", person.id());
        return as(token).body(REASON).post("/api/v1/conflicts/%d/%s".formatted(id, how));
    }

    private Response claim(String token) {
        return as(token)
                .body(Map.of(
                        "unitId", claiming.id(),
                        "name", "林晓",
                        "idNumber", person.idNumber(),
                        "mobile", "13700001234",
                        "cadreClass", "GRASSROOTS",
                        "employment", "FULL_TIME",
                        "post", "书记",
                        "inPostSince", "2024-09-01"))
                .post("/api/v1/cadres");
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
