package cn.chaoxue.isolation;

import io.restassured.path.json.JsonPath;
import org.jspecify.annotations.Nullable;

/// What came back: the status of HTTP, and the body as it was sent.
record Answer(int status, String text) {

    /// What stands at a place of its JSON, as REST Assured finds it.
    <T> @Nullable T path(String place) {
        return JsonPath.from(text).get(place);
    }
}
