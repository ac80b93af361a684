package cn.chaoxue.rights;

import static io.restassured.RestAssured.given;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;

/// Giving and withdrawing rights, and reading what came of it.
final class Grants {

    private Grants() {}

    static Response give(String by, Person to, String role, UnitRef over, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.putAll(Map.of("cadreId", to.id(), "role", role, "unitId", over.id(), "reason", "按程序任命"));
        return given().header("Authorization", "Bearer " + by)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/grants");
    }

    static Response withdraw(String by, int id) {
        return given().header("Authorization", "Bearer " + by)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "不再担任"))
                .post("/api/v1/grants/%d/withdrawal".formatted(id));
    }

    /// What a superior does for the account of who answers for others: `reset`, `leak`, `second-factor/reset`.
    static Response act(String by, Person on, String act) {
        return given().header("Authorization", "Bearer " + by)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "手机遗失，来电核实"))
                .post("/api/v1/administrators/%d/%s".formatted(on.id(), act));
    }

    static Response get(String by, String path) {
        return given().header("Authorization", "Bearer " + by).get(path);
    }
}
