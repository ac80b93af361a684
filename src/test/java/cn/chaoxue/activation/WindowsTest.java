package cn.chaoxue.activation;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Windows for initial passwords.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class WindowsTest extends Activating {

    @Test
    void initialPassword_worksWhileAWindowIsOpenAndIsOtherwiseLikeAWrongOne() {
        Person pending = people.pending(city);
        Response closed = Logins.login(pending.idNumber(), pending.password());
        Response unknown = Logins.login(SyntheticId.of(13_999_999), pending.password());
        closed.then().statusCode(401);
        assertThat(withoutTrace(closed)).isEqualTo(withoutTrace(unknown));
        int window = open(city).then().statusCode(201).extract().path("id");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Logins.login(pending.idNumber(), pending.password())
                        .then()
                        .statusCode(200)
                        .body("mustActivate", is(true)));
        as(admin)
                .get("/api/v1/activation-windows")
                .then()
                .body("alwaysOpen", is(false))
                .body("items.id", contains(window));
        as(admin)
                .body(Map.of("reason", "提前结束激活"))
                .post("/api/v1/activation-windows/%d/closing".formatted(window))
                .then()
                .statusCode(204);
        as(admin)
                .body(Map.of("reason", "提前结束激活"))
                .post("/api/v1/activation-windows/%d/closing".formatted(window))
                .then()
                .statusCode(404);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> Logins.login(pending.idNumber(), pending.password())
                        .then()
                        .statusCode(401));
        Person active = people.learner(city);
        Logins.login(active.idNumber(), active.password()).then().statusCode(200);
    }

    @Test
    void useThatOutlastsTheWindow_activatesNothing() {
        Person pending = people.pending(city);
        String use = people.tokenOf(pending, Set.of(Role.ACTIVATE));
        confirm(use).then().statusCode(409).body("reason", is("window-closed"));
        int window = open(city).path("id");
        sql.run("update activation_window set ended_at = now() where id = ?", (long) window);
        confirm(use).then().statusCode(409).body("reason", is("window-closed"));
        open(city).then().statusCode(201);
        confirm(use).then().statusCode(200);
    }

    @Test
    void windowThatIsOverOrEndless_isRefused() {
        Instant now = Instant.now();
        open(city, admin, now.minusSeconds(60), now.minusSeconds(1)).then().statusCode(400);
        open(city, admin, now, now.plus(Duration.ofDays(93))).then().statusCode(400);
        open(units.province(), admin, now, now.plusSeconds(60)).then().statusCode(404);
    }

    @Test
    void windowOpenedAbove_isNotClosedBelow() {
        int window = open(city).path("id");
        String below = people.tokenOf(people.active(city, Role.CITY_ADMIN));
        as(below)
                .body(Map.of("reason", "下级关闭"))
                .post("/api/v1/activation-windows/%d/closing".formatted(window))
                .then()
                .statusCode(409)
                .body("reason", is("superior-needed"));
        as(admin)
                .body(Map.of("reason", "提前结束"))
                .post("/api/v1/activation-windows/%d/closing".formatted(window))
                .then()
                .statusCode(204);
    }

    private static Map<String, Object> withoutTrace(Response response) {
        Map<String, Object> body = new java.util.HashMap<>(response.jsonPath().getMap(""));
        body.remove("traceId");
        return body;
    }
}
