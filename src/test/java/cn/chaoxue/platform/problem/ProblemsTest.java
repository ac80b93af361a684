package cn.chaoxue.platform.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.pgclient.PgException;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.ConnectException;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.api.Test;

/// Every way to fail answers a problem+json with a stable type, and no inside view.
@QuarkusTest
class ProblemsTest {

    @Test
    void conflict_carriesItsReason() {
        failing("conflict", 409, "conflict").body("reason", equalTo("no-attempt-left"));
    }

    @Test
    void slowDependency_is503WithRetryAfter() {
        String retryAfter = failing("unavailable", 503, "overloaded").extract().header("Retry-After");
        assertThat(Integer.parseInt(retryAfter)).isBetween(7, 8);
    }

    @Test
    void databaseShuttingDown_is503() {
        failing("pg-shutdown", 503, "overloaded").header("Retry-After", not(equalTo(null)));
    }

    @Test
    void refusedConnectionWrapped_is503() {
        failing("connect", 503, "overloaded");
    }

    @Test
    void brokenSql_isOurDefectAndSaysNothingOfIt() {
        failing("pg-syntax", 500, "internal-error").body("detail", not(startsWith("ERROR")));
    }

    @Test
    void whatNoColumnCanHold_isTheClientsMistake() {
        for (String how : new String[] {"pg-nul", "pg-day"}) {
            failing(how, 400, "invalid-request").body("detail", not(startsWith("ERROR")));
        }
    }

    @Test
    void defect_is500WithoutStackTrace() {
        String body = failing("defect", 500, "internal-error").extract().asString();
        assertThat(body).doesNotContain("secret detail", "NullPointer", "at cn.");
    }

    @Test
    void unknownPathUnderApi_is404Problem() {
        given().get("/api/v1/no-such-thing").then().statusCode(404).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void malformedQueryParameter_is400NamingIt() {
        for (String limit : new String[] {"many", "1e3", "99999999999999999999"}) {
            given().queryParam("unit", 7)
                    .queryParam("limit", limit)
                    .get("/api/v1/test-problems/numbers/1")
                    .then()
                    .statusCode(400)
                    .contentType(Problem.MEDIA_TYPE)
                    .body("errors[0].field", equalTo("limit"));
        }
    }

    @Test
    void malformedPathParameter_is404Problem() {
        given().queryParam("limit", 5)
                .get("/api/v1/test-problems/numbers/many")
                .then()
                .statusCode(404)
                .contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void wrongMethod_is405Problem() {
        given().delete("/api/v1/test-problems/defect").then().statusCode(405).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void wrongMediaType_is415Problem() {
        given().contentType(ContentType.XML)
                .body("<a/>")
                .post("/api/v1/test-problems")
                .then()
                .statusCode(415)
                .contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void brokenJson_is400NamingTheBody() {
        posting("{\"name\":", "body");
    }

    @Test
    void wrongFieldType_is400NamingTheFieldAndWhatWasExpected() {
        posting("{\"name\":\"a\",\"count\":\"many\"}", "count").body("errors[0].message", equalTo("expected int"));
    }

    @Test
    void brokenRule_is400NamingTheField() {
        posting("{\"name\":\"\",\"count\":1}", "name");
    }

    @Test
    void missingBody_is400() {
        given().contentType(ContentType.JSON)
                .post("/api/v1/test-problems")
                .then()
                .statusCode(400);
    }

    private static ValidatableResponse failing(String how, int status, String type) {
        return given().get("/api/v1/test-problems/" + how)
                .then()
                .statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(status))
                .body("type", equalTo("https://chaoxue.cn/problems/" + type));
    }

    private static ValidatableResponse posting(String body, String field) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/test-problems")
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("https://chaoxue.cn/problems/invalid-request"))
                .body("errors[0].field", equalTo(field));
    }

    record Sample(@NotBlank String name, int count) {}

    @PermitAll
    @Path("/api/v1/test-problems")
    public static class Failing {

        @GET
        @Path("{how}")
        public String fail(@RestPath String how) {
            throw switch (how) {
                case "conflict" -> Problem.conflict("no-attempt-left", "No attempt is left.");
                case "unavailable" -> new Unavailable("redis: timeout", Duration.ofSeconds(7));
                case "pg-shutdown" -> new PgException("terminating connection", "FATAL", "57P01", null);
                case "pg-syntax" -> new PgException("ERROR: syntax", "ERROR", "42601", null);
                case "pg-nul" -> new PgException("ERROR: invalid byte sequence", "ERROR", "22021", null);
                case "pg-day" -> new PgException("ERROR: out of range", "ERROR", "22008", null);
                case "connect" -> new org.hibernate.HibernateException(new ConnectException("refused"));
                default -> new IllegalStateException("secret detail");
            };
        }

        @GET
        @Path("numbers/{id}")
        public String numbers(@RestPath long id, @RestQuery int limit, @RestQuery long unit) {
            return id + " " + limit + " " + unit;
        }

        @POST
        public String take(@Valid @jakarta.validation.constraints.NotNull Sample sample) {
            return sample.name();
        }
    }
}
