package cn.chaoxue.browser;

import static io.restassured.RestAssured.given;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;

/// Knows the right answers the way an operator does: by asking the service.
final class DemoAnswers {

    private DemoAnswers() {}

    /// Ticks every right option on the paper shown.
    static void give(Page paper, long examId) {
        for (Map<String, Object> question : questions(examId)) {
            Locator card = paper.locator("[data-question='" + question.get("questionId") + "']");
            if (card.count() == 0) {
                continue;
            }
            for (Object key : (List<?>) question.get("correct")) {
                card.locator("input[value=" + key + "]").check();
            }
        }
    }

    private static List<Map<String, Object>> questions(long examId) {
        return given().auth()
                .oauth2(operatorToken())
                .get("/api/v1/exams/" + examId + "/questions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
    }

    private static String operatorToken() {
        Map<String, Object> operator =
                given().get("/api/v1/demo/accounts").jsonPath().getMap("find { it.role == 'operator' }");
        return given().contentType(ContentType.JSON)
                .body(Map.of("username", operator.get("username"), "password", operator.get("password")))
                .post("/api/v1/auth/login")
                .jsonPath()
                .getString("accessToken");
    }
}
