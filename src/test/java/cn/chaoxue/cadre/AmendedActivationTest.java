package cn.chaoxue.cadre;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// One person's amendment, from its being handed in until the account is activated with it, or without.
@QuarkusTest
class AmendedActivationTest extends Amending {

    private static final String FRESH_MOBILE = "13700009999";
    private static final Map<String, String> CHOICE = Map.of("newPassword", "quiet-river-stone");

    @Test
    void amendment_goesThroughReviewToActivation() {
        UnitRef own = units.province();
        Person person = people.pending(units.city(own));
        String admin = admin(own);
        amend(person, Map.of("mobile", FRESH_MOBILE, "post", "副书记")).then().statusCode(202);
        as(initial(person)).get("/api/v1/me/activation").then().body("state", is("UNDER_REVIEW"));
        as(initial(person))
                .body(CHOICE)
                .post("/api/v1/me/activation/confirmation")
                .then()
                .statusCode(409)
                .body("reason", is("under-review"));
        Response queue = as(admin).get("/api/v1/amendments");
        queue.then()
                .body("items.cadreId", contains((int) person.id()))
                .body("items[0].changes.field", containsInAnyOrder("mobile", "post"))
                .body("items[0].changes.find { it.field == 'mobile' }.before", is(Masking.mobile(person.mobile())))
                .body("items[0].changes.find { it.field == 'mobile' }.after", is(Masking.mobile(FRESH_MOBILE)))
                .body("items[0].changes.find { it.field == 'post' }.after", is("副书记"));
        assertThat(queue.asString()).doesNotContain(FRESH_MOBILE, person.mobile(), person.idNumber());
        approve(admin, queue.path("items[0]")).then().statusCode(204);
        as(admin).get("/api/v1/amendments").then().body("items", empty());
        Logins.login(person.idNumber(), person.mobile()).then().statusCode(401);
        String token = Logins.login(person.idNumber(), FRESH_MOBILE).path("accessToken");
        as(token)
                .get("/api/v1/me/activation")
                .then()
                .body("state", is("APPROVED"))
                .body("profile.post", is("副书记"));
        as(token).body(CHOICE).post("/api/v1/me/activation/confirmation").then().statusCode(200);
        as(admin)
                .get("/api/v1/audit?subject=" + person.id())
                .then()
                .body("items.action", contains("account.activate", "activation.approve", "activation.amend"));
    }

    @Test
    void firstAppointment_isReviewedBesideTheRecordAndBecomesIt() {
        UnitRef own = units.province();
        Person person = people.pending(own);
        String admin = admin(own);
        amend(person, Map.of("appointedOn", "2009-03-01")).then().statusCode(202);
        as(admin)
                .get("/api/v1/amendments")
                .then()
                .body("items[0].changes.field", contains("appointedOn"))
                .body("items[0].changes[0].before", nullValue())
                .body("items[0].changes[0].after", is("2009-03-01"));
        approve(admin, shown(admin, person)).then().statusCode(204);
        as(initial(person)).get("/api/v1/me/activation").then().body("profile.appointedOn", is("2009-03-01"));
    }

    @Test
    void numberWrongInItsHiddenPart_waitsThoughBothSidesLookAlike() {
        Person person = people.pending(units.province());
        String right =
                person.mobile().substring(0, 3) + "9182" + person.mobile().substring(7);
        amend(person, Map.of("mobile", right)).then().statusCode(202);
        as(admin(person.unit()))
                .get("/api/v1/amendments")
                .then()
                .body("items[0].changes.field", contains("mobile"))
                .body("items[0].changes[0].before", is(Masking.mobile(right)))
                .body("items[0].changes[0].after", is(Masking.mobile(right)));
    }

    @Test
    void rejection_tellsWhyAndLeavesTheRecord() {
        UnitRef own = units.province();
        Person person = people.pending(own);
        amend(person, Map.of("name", "别的名字")).then().statusCode(202);
        String admin = admin(own);
        reject(admin, shown(admin, person), "与身份证不符").then().statusCode(204);
        as(initial(person))
                .get("/api/v1/me/activation")
                .then()
                .body("state", is("PENDING"))
                .body("rejection", is("与身份证不符"))
                .body("profile.name", is(person.name()));
        as(initial(person))
                .body(CHOICE)
                .post("/api/v1/me/activation/confirmation")
                .then()
                .statusCode(200);
        as(people.tokenOf(person)).get("/api/v1/me/activation").then().body("rejection", nullValue());
    }

    @Test
    void activeAccount_amendsNothing() {
        Person active = people.learner(units.province());
        as(people.tokenOf(active))
                .body(Map.of("post", "自封"))
                .post("/api/v1/me/activation/amendment")
                .then()
                .statusCode(403);
        as(people.tokenOf(active, Set.of(Role.ACTIVATE)))
                .body(Map.of("post", "自封"))
                .post("/api/v1/me/activation/amendment")
                .then()
                .statusCode(409);
    }
}
