package cn.chaoxue.rights;

import static cn.chaoxue.rights.Grants.get;
import static cn.chaoxue.rights.Grants.give;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.AdministeredProvince;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Factors;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who holds rights at several units acts at one of them at a time.
@QuarkusTest
class ActingTest extends AdministeredProvince {

    private Person cadre;

    @BeforeEach
    void cadreOfTheCity() {
        cadre = people.begunBy(administrator, people.learner(city));
    }

    @Test
    void rightsAtTwoUnits_areActedOnOneAtATime() {
        UnitRef other = units.city(province);
        give(admin, cadre, "city-admin", city, Map.of()).then().statusCode(201);
        give(admin, cadre, "liaison", other, Map.of()).then().statusCode(201);
        Factors.Device device = Factors.enrolled(cadre);
        Response login =
                Factors.present(Logins.login(cadre.idNumber(), cadre.password()).path("accessToken"), device.code(0));
        login.then().body("caller.unit.path", is(city.path())).body("caller.roles", contains("learner", "city-admin"));
        String first = login.path("accessToken");
        get(first, "/api/v1/me/rights").then().body("items.unit.name", contains(city.name(), other.name()));
        act(first, province.id()).then().statusCode(404);
        Response acting = act(first, other.id());
        acting.then()
                .statusCode(200)
                .body("caller.unit.path", is(other.path()))
                .body("caller.roles", contains("learner", "liaison"));
        get(acting.path("accessToken"), "/api/v1/units/" + city.id()).then().statusCode(403);
        given().contentType(ContentType.JSON)
                .body(Map.of("refreshToken", login.<String>path("refreshToken")))
                .post("/api/v1/auth/refresh")
                .then()
                .body("caller.unit.path", is(other.path()));
    }

    /// There, records would be out of reach; what is held there counts at those below.
    @Test
    void whereOnlySeeingInClearIsHeld_nobodyActs() {
        Person above = people.active(centre, Role.CENTRE_ADMIN, Role.UNMASK);
        String holder = people.tokenOf(above);
        people.begunBy(above, cadre);
        give(admin, cadre, "database-admin", city, Map.of()).then().statusCode(201);
        give(holder, cadre, "unmask", province, Map.of()).then().statusCode(201);
        Factors.Device device = Factors.enrolled(cadre);
        String half = Logins.login(cadre.idNumber(), cadre.password()).path("accessToken");
        Response login = Factors.present(half, device.code(0));
        login.then().body("caller.roles", containsInAnyOrder("learner", "database-admin", "unmask"));
        String whole = login.path("accessToken");
        act(whole, province.id()).then().statusCode(404);
        act(whole, city.id()).then().statusCode(200).body("caller.unit.path", is(city.path()));
    }

    @Test
    void loginThatIsOver_actsNowhereElse() {
        String[] ends = {
            "update account set status = 'DISABLED' where id = ?",
            "update account set token_version = token_version + 1 where id = ?",
            "delete from refresh_token where account_id = ?"
        };
        for (String end : ends) {
            Person holder = people.active(city, Role.CITY_ADMIN);
            Factors.Device device = Factors.enrolled(holder);
            String half = Logins.login(holder.idNumber(), holder.password()).path("accessToken");
            String whole = Factors.present(half, device.code(0)).path("accessToken");
            act(whole, city.id()).then().statusCode(200);
            sql.run(end, holder.id());
            act(whole, city.id()).then().statusCode(401);
        }
    }

    @Test
    void tokenWithoutALogin_actsNowhereElse() {
        act(admin, province.id()).then().statusCode(401);
    }

    @Test
    void actingToken_endsWithItsLogin() {
        Factors.Device device = Factors.enrolled(administrator);
        String half =
                Logins.login(administrator.idNumber(), administrator.password()).path("accessToken");
        Response login = Factors.present(half, device.code(0));
        sql.run(
                "update refresh_token set ends_at = now() + interval '60 seconds' where account_id = ?",
                administrator.id());
        int seconds = act(login.path("accessToken"), province.id()).path("expiresInSeconds");
        assertThat(seconds).isLessThanOrEqualTo(60);
    }

    private static Response act(String by, long unit) {
        return given().header("Authorization", "Bearer " + by)
                .contentType(ContentType.JSON)
                .body(Map.of("unitId", unit))
                .put("/api/v1/me/rights/acting-unit");
    }
}
