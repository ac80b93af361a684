package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// Personal numbers in clear (A1.9).
@QuarkusTest
class RevelationTest extends CadreForms {

    @Test
    void revelation_needsAReasonAndIsTracedAndNeverStored() {
        UnitRef own = units.province();
        Person cadre = people.learner(own);
        Person admin = people.active(own, Role.PROVINCE_ADMIN, Role.UNMASK);
        String token = people.tokenOf(admin);
        as(token)
                .body(Map.of("field", "MOBILE", "reason", " "))
                .post("/api/v1/cadres/%d/revelations".formatted(cadre.id()))
                .then()
                .statusCode(400);
        Response shown = reveal(token, cadre.id(), "ID_NUMBER");
        shown.then().statusCode(200).body("value", is(cadre.idNumber())).header("Cache-Control", "no-store");
        reveal(token, cadre.id(), "QQ").then().statusCode(200).body("value", nullValue());
        log(token, cadre)
                .then()
                .body("items.action", contains("cadre.reveal", "cadre.reveal"))
                .body("items[1].reason", is("来电核实身份"))
                .body("items[1].actor.id", is((int) admin.id()))
                .body("items[1].changes.field", contains("idNumber"));
    }

    @Test
    void whoKeepsRecords_readsEntersAndChangesThemMasked() {
        UnitRef own = units.province();
        Person cadre = people.learner(own);
        String token = people.tokenOf(people.active(own, Role.DATABASE_ADMIN));
        String read = as(token)
                .get("/api/v1/cadres/" + cadre.id())
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(read).doesNotContain(cadre.idNumber(), cadre.mobile());
        change(token, cadre, edit(0)).then().statusCode(200);
        create(token, form(own, freshId())).then().statusCode(201);
        lookUp(token, cadre.idNumber()).then().statusCode(200);
        reveal(token, cadre.id(), "MOBILE").then().statusCode(403).body("reason", is("unmask"));
        String both = people.tokenOf(people.active(own, Role.DATABASE_ADMIN, Role.UNMASK));
        reveal(both, cadre.id(), "MOBILE").then().statusCode(200).body("value", is(cadre.mobile()));
    }

    @Test
    void seeingInClear_isARightOfItsOwn() {
        UnitRef own = units.province();
        Person cadre = people.learner(own);
        reveal(admin(own), cadre.id(), "MOBILE")
                .then()
                .statusCode(403)
                .body("reason", is("unmask"))
                .body("detail", containsString("the right `unmask`"));
        String alone = people.tokenOf(people.active(own, Role.UNMASK));
        reveal(alone, cadre.id(), "MOBILE").then().statusCode(403).body("reason", is("role"));
        assertThat(sql.number("select count(*) from audit_entry where subject_id = ?", cadre.id()))
                .isZero();
    }

    /// Whoever reviews compares it with a paper.
    @Test
    void proposal_isShownOnBothSidesWhileItWaits() {
        UnitRef own = units.province();
        Person cadre = people.pending(units.city(own));
        long proposal = proposed(cadre, Map.of("mobile", MOBILE, "email", "lin.xiao@example.cn"));
        Person admin = people.active(own, Role.DATABASE_ADMIN, Role.UNMASK);
        String token = people.tokenOf(admin);
        revealProposal(token, proposal, "MOBILE", "  ").then().statusCode(400);
        revealProposal(token, proposal, "MOBILE", "核对变更申请表")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("field", is("MOBILE"))
                .body("current", is(cadre.mobile()))
                .body("proposed", is(MOBILE));
        revealProposal(token, proposal, "EMAIL", "核对变更申请表")
                .then()
                .body("current", nullValue())
                .body("proposed", is("lin.xiao@example.cn"));
        revealProposal(token, proposal, "ID_NUMBER", "核对变更申请表")
                .then()
                .body("current", is(cadre.idNumber()))
                .body("proposed", is(cadre.idNumber()));
        Response log = log(admin(own), cadre);
        log.then()
                .body("items.findAll { it.action == 'activation.reveal' }.size()", is(3))
                .body("items[2].actor.id", is((int) admin.id()))
                .body("items[2].reason", is("核对变更申请表"))
                .body("items[2].changes.field", contains("mobile"))
                .body("items[2].changes.after", contains(nullValue()));
        assertThat(log.asString()).doesNotContain(MOBILE, cadre.mobile());
        as(token)
                .body(Map.of(
                        "reason",
                        "与申请表不符",
                        "submittedAt",
                        as(token).get("/api/v1/amendments").path("items[0].submittedAt")))
                .post("/api/v1/amendments/%d/rejection".formatted(proposal))
                .then()
                .statusCode(204);
        revealProposal(token, proposal, "MOBILE", "核对变更申请表").then().statusCode(404);
    }

    @Test
    void proposal_isShownToNobodyElse() {
        UnitRef own = units.province();
        long proposal = proposed(people.pending(own), Map.of("mobile", MOBILE));
        revealProposal(admin(own), proposal, "MOBILE", "核对变更申请表")
                .then()
                .statusCode(403)
                .body("reason", is("unmask"));
        String alone = people.tokenOf(people.active(own, Role.LIAISON, Role.UNMASK));
        revealProposal(alone, proposal, "MOBILE", "核对变更申请表")
                .then()
                .statusCode(403)
                .body("reason", is("role"));
        revealProposal(unmasking(units.province()), proposal, "MOBILE", "核对变更申请表")
                .then()
                .statusCode(404);
    }

    @Test
    void revelations_haveALimitPerHour() {
        UnitRef own = units.province();
        Person cadre = people.learner(own);
        long proposal = proposed(people.pending(own), Map.of("mobile", MOBILE));
        String token = unmasking(own);
        revealProposal(token, proposal, "MOBILE", "核对变更申请表").then().statusCode(200);
        for (int i = 0; i < 58; i++) {
            reveal(token, cadre.id(), "MOBILE").then().statusCode(200);
        }
        // Each counted before any is written down, all would be told.
        List<Callable<Integer>> three =
                Collections.nCopies(3, () -> lookUp(token, cadre.idNumber()).statusCode());
        assertThat(sql.together(sql.hold("select seq from audit_head for update"), three))
                .containsExactlyInAnyOrder(200, 429, 429);
        reveal(token, cadre.id(), "MOBILE").then().statusCode(429);
        lookUp(token, cadre.idNumber()).then().statusCode(429);
        revealProposal(token, proposal, "MOBILE", "核对变更申请表").then().statusCode(429);
    }

    private long proposed(Person cadre, Map<String, String> wish) {
        as(people.tokenOf(cadre, Set.of(Role.ACTIVATE)))
                .body(wish)
                .post("/api/v1/me/activation/amendment")
                .then()
                .statusCode(202);
        return sql.number("select id from amendment where cadre_id = ?", cadre.id());
    }

    private static Response revealProposal(String token, long proposal, String field, String reason) {
        return as(token)
                .body(Map.of("field", field, "reason", reason))
                .post("/api/v1/amendments/%d/revelations".formatted(proposal));
    }
}
