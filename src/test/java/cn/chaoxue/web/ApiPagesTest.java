package cn.chaoxue.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.AsInProduction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What stands beside the API where real people's data is: not one page may run a script that is not ours.
@QuarkusTest
@TestProfile(AsInProduction.class)
class ApiPagesTest {

    @Inject
    Router router;

    @Test
    void swaggerUi_isNotThere() {
        for (String path : List.of(
                "/q/swagger-ui",
                "/q/swagger-ui/",
                "/q/swagger-ui/index.html",
                "/q/swagger-ui/swagger-ui-bundle.js",
                "/q/%73wagger-ui/")) {
            Response answer =
                    given().urlEncodingEnabled(false).redirects().follow(false).get(path);
            assertThat(answer.asString()).as(path).doesNotContain("SwaggerUIBundle(");
            Defences.assertOn(path, answer);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
        }
        given().get("/q/openapi").then().statusCode(200);
    }

    @Test
    void everyRouteBesideTheApi_hasTheStrictPolicy() {
        Set<String> asked = new TreeSet<>();
        router.getRoutes().stream().flatMap(ApiPagesTest::paths).forEach(path -> {
            Response answer = given().redirects().follow(false).get(path);
            Defences.assertOn(path, answer);
            assertThat(answer.header("Content-Security-Policy")).as(path).startsWith("default-src 'none'");
            asked.add(path);
        });
        for (String seen : List.of("/q/swagger-ui", "/q/openapi", "/q/metrics", "/q/health")) {
            assertThat(asked).anyMatch(path -> path.startsWith(seen));
        }
    }

    /// Of a route under `/q`, and of those in the router it leads to.
    private static Stream<String> paths(Route route) {
        Stream<String> own = Stream.ofNullable(route.getPath());
        Stream<String> inner = route.getSubRouter() == null
                ? Stream.empty()
                : route.getSubRouter().getRoutes().stream()
                        .map(Route::getPath)
                        .filter(Objects::nonNull)
                        .map(path -> path.startsWith("/q") ? path : "/q" + path);
        return Stream.concat(own, inner)
                .filter(path -> path.startsWith("/q/") && path.length() > "/q/".length())
                .map(path -> path.replaceAll(":\\w+|\\*", ""));
    }
}
