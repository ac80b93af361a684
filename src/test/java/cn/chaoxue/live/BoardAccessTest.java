package cn.chaoxue.live;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/// Who may open a board, and how many do.
@QuarkusTest
class BoardAccessTest extends OneCampaign {

    @Inject
    BoardHub hub;

    @Inject
    BoardMetrics metrics;

    @Inject
    LiveConfig config;

    @Test
    void rawRoute_isInTheApiDocument() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body(
                        "paths.'/api/v1/campaigns/{id}/live'.get.responses.keySet()",
                        hasItems("200", "401", "403", "503"))
                .body("paths.'/api/v1/campaigns/{id}/tally'.get.responses.keySet()", hasItems("200", "404"));
    }

    @Test
    void learner_isRefused() {
        String token = people.tokenOf(people.learner(hangzhou));
        given().auth()
                .oauth2(token)
                .get(path(hangzhou))
                .then()
                .statusCode(403)
                .body("type", containsString("forbidden"));
        given().get(path(hangzhou)).then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void foreignOrAbsent_isNotFound() {
        String liaison = people.tokenOf(people.active(gansu, Role.LIAISON));
        UnitRef elsewhere = units.centre();
        long foreign = campaigns.open(zhejiang);
        assertStatus(liaison, path(zhejiang), 404);
        assertStatus(liaison, path(centre), 404);
        assertStatus(liaison, "/api/v1/campaigns/" + foreign + "/live", 404);
        assertStatus(centreToken, "/api/v1/campaigns/999999999/live", 404);
        assertStatus(centreToken, path(elsewhere), 404);
        assertStatus(centreToken, "/api/v1/campaigns/" + campaign + "/live?unit=x", 400);
    }

    @Test
    void tooManyWatchers_areToldToComeBack() {
        // A stream of a test before that ended now would make room, and this request would never end.
        await().until(() -> hub.watchedUnits() == 0);
        int before = fill();
        try {
            given().auth()
                    .oauth2(centreToken)
                    .get(path(centre))
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("title", equalTo("Temporarily unavailable"));
        } finally {
            for (int i = 0; i < before; i++) {
                metrics.left();
            }
        }
    }

    private int fill() {
        int admitted = 0;
        while (metrics.admit(config.maxWatchers())) {
            admitted++;
        }
        return admitted;
    }

    private void assertStatus(String token, String path, int status) {
        given().auth().oauth2(token).get(path).then().statusCode(status);
    }
}
