package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConflictTest extends ClaimedPerson {

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
        assertThat(cases.asString()).doesNotContain(holder.path(), person.name(), "\"" + person.id() + "\"");
        settle(claimant, "transfer").then().statusCode(404);
        String holding = admin(holder);
        as(holding).get("/api/v1/conflicts").then().body("items.size()", is(0));
        settle(holding, "transfer").then().statusCode(404);
    }

    @Test
    void openCases_areCountedForWhoSettlesThem() {
        as(superior).get("/api/v1/conflicts").then().body("toSettle", is(1));
        as(superior).get("/api/v1/conflicts?before=1").then().body("toSettle", nullValue());
        as(claimant).get("/api/v1/conflicts").then().body("toSettle", is(0));
        as(admin(holder)).get("/api/v1/conflicts").then().body("toSettle", is(0));
        settle(superior, "rejection").then().statusCode(204);
        as(superior).get("/api/v1/conflicts").then().body("toSettle", is(0));
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
    void caseAboutOneself_isDecidedBySomebodyElse() {
        String self = people.tokenOf(person, Set.of(Role.CENTRE_ADMIN));
        sql.run("update id_conflict set claimed_unit = ? where cadre_id = ?", holder.id(), person.id());
        settle(self, "rejection").then().statusCode(409).body("reason", is("own-record"));
    }
}
