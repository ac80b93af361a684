package cn.chaoxue.cadre;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CadreAccountResourceTest {

    private static final List<String> ACTS = List.of("disablement", "enablement", "reset");

    @Inject
    Units units;

    @Inject
    People people;

    @Test
    void disabledAccount_isOutAtOnceAndBackWithTheSamePassword() {
        UnitRef own = units.province();
        Person cadre = people.learner(units.city(own));
        String admin = admin(own);
        Response login = Logins.login(cadre.idNumber(), cadre.password());
        String access = login.path("accessToken");
        act(admin, cadre.id(), "disablement").then().statusCode(200).body("status", is("DISABLED"));
        Logins.me(access).then().statusCode(401);
        refresh(login.path("refreshToken")).then().statusCode(401);
        Logins.login(cadre.idNumber(), cadre.password()).then().statusCode(401);
        act(admin, cadre.id(), "reset").then().statusCode(409).body("reason", is("account-state"));
        act(admin, cadre.id(), "enablement").then().statusCode(200).body("status", is("ACTIVE"));
        Logins.login(cadre.idNumber(), cadre.password()).then().statusCode(200);
        given().header("Authorization", "Bearer " + admin)
                .get("/api/v1/audit?subject=" + cadre.id())
                .then()
                .body("items.action", contains("account.enable", "account.disable"))
                .body("items[0].reason", is("本人来电，密码可能泄露"));
    }

    @Test
    void resetAccount_signsInWithTheMobileNumberAloneAndActivatesAgain() {
        UnitRef own = units.province();
        Person cadre = people.learner(own);
        Response login = Logins.login(cadre.idNumber(), cadre.password());
        act(admin(own), cadre.id(), "reset").then().statusCode(200).body("status", is("PENDING"));
        Logins.me(login.path("accessToken")).then().statusCode(401);
        refresh(login.path("refreshToken")).then().statusCode(401);
        Logins.login(cadre.idNumber(), cadre.password()).then().statusCode(401);
        Response initial = Logins.login(cadre.idNumber(), cadre.mobile());
        initial.then().statusCode(200).body("mustActivate", is(true));
        given().header("Authorization", "Bearer " + initial.path("accessToken"))
                .contentType(ContentType.JSON)
                .body(Map.of("newPassword", "quiet-river-stone"))
                .post("/api/v1/me/activation/confirmation")
                .then()
                .statusCode(200);
        refresh(login.path("refreshToken")).then().statusCode(401);
        Logins.login(cadre.idNumber(), "quiet-river-stone").then().statusCode(200);
    }

    @Test
    void ownAndPeers_areForTheUnitAbove() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        Person admin = people.active(own, Role.PROVINCE_ADMIN);
        Person peer = people.active(own, Role.LIAISON);
        Person below = people.active(units.city(own), Role.CITY_ADMIN);
        String token = people.tokenOf(admin);
        act(token, admin.id(), "reset").then().statusCode(409).body("reason", is("own-account"));
        act(token, peer.id(), "reset").then().statusCode(409).body("reason", is("superior-needed"));
        act(token, below.id(), "disablement").then().statusCode(200);
        act(admin(centre), admin.id(), "disablement").then().statusCode(200);
    }

    /// The mobile number would be the password of an account that answers for others.
    @Test
    void whoAnswersForOthers_isNotResetToTheMobileNumber() {
        UnitRef own = units.province();
        Person below = people.active(units.city(own), Role.CITY_ADMIN);
        act(admin(own), below.id(), "reset").then().statusCode(409).body("reason", is("staff-account"));
        Logins.login(below.idNumber(), below.mobile()).then().statusCode(401);
    }

    @Test
    void accountsAboveBesideAndAbsent_answerAlike() {
        UnitRef centre = units.centre();
        UnitRef own = units.province(centre);
        String token = admin(own);
        List<Long> foreign = List.of(
                people.learner(centre).id(),
                people.learner(units.province(centre)).id(),
                999_999_999L);
        for (long id : foreign) {
            for (String act : ACTS) {
                assertThat(act(token, id, act).statusCode()).isEqualTo(404);
            }
        }
        Person cadre = people.learner(own);
        for (Role role : List.of(Role.LEARNER, Role.LIAISON, Role.OPERATOR)) {
            for (String act : ACTS) {
                act(people.tokenOf(people.active(own, role)), cadre.id(), act)
                        .then()
                        .statusCode(403);
            }
        }
    }

    private String admin(UnitRef unit) {
        return people.tokenOf(people.active(unit, Role.PROVINCE_ADMIN));
    }

    private static Response act(String token, long id, String act) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "本人来电，密码可能泄露"))
                .post("/api/v1/cadres/%d/account/%s".formatted(id, act));
    }

    private static Response refresh(String token) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("refreshToken", token))
                .post("/api/v1/auth/refresh");
    }
}
