package cn.chaoxue.isolation;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request about something that belongs to a unit.
record Call(String method, String path, @Nullable Map<String, Object> body) {

    static Call get(String path) {
        return new Call("get", path, null);
    }

    static Call post(String path, Map<String, Object> body) {
        return new Call("post", path, body);
    }

    /// Reads by what is in its body.
    static Call search(String path, Map<String, Object> criteria) {
        return post(path, criteria);
    }

    static Call put(String path, Map<String, Object> body) {
        return new Call("put", path, body);
    }

    /// Sends bytes; some are enough.
    static Call sending(String method, String path) {
        return new Call(method, path, null);
    }

    /// What the body is.
    String type() {
        return body == null && !method.equals("get") ? "application/octet-stream" : "application/json";
    }

    /// Makes it with this token.
    Response by(String token) {
        RequestSpecification request =
                given().header("Authorization", "Bearer " + token).contentType(type());
        if (body != null) {
            request.body(body);
        }
        return request.request(method.toUpperCase(Locale.ROOT), path);
    }

    boolean reads() {
        return method.equals("get") || path.endsWith("/search");
    }
}
