package cn.chaoxue.identity;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/// The login calls as a program and as a web page makes them.
public final class Logins {

    private Logins() {}

    public static Response login(String username, String password) {
        return json(Map.of("username", username, "password", password)).post("/api/v1/auth/login");
    }

    public static Response loginWithCookies(String username, String password) {
        return json(Map.of("username", username, "password", password))
                .header("X-Chaoxue-Session", "cookie")
                .post("/api/v1/auth/login");
    }

    public static Response refresh(String refreshToken) {
        return json(Map.of("refreshToken", refreshToken)).post("/api/v1/auth/refresh");
    }

    static Response logout(String refreshToken) {
        return json(Map.of("refreshToken", refreshToken)).post("/api/v1/auth/logout");
    }

    static Response changePassword(String token, String current, String fresh) {
        return json(Map.of("currentPassword", current, "newPassword", fresh))
                .header("Authorization", "Bearer " + token)
                .put("/api/v1/auth/password");
    }

    public static Response me(String token) {
        return given().header("Authorization", "Bearer " + token).get("/api/v1/me");
    }

    private static RequestSpecification json(Object body) {
        return given().contentType(ContentType.JSON).body(body);
    }
}
