package cn.chaoxue.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every route there is answers with the browser's protections on. Endpoints are read from the API document, raw routes
/// from the router: a new one is covered the day it comes.
@QuarkusTest
class SecurityHeadersTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    @Inject
    Router router;

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Campaigns campaigns;

    @Test
    void everyEndpoint_isProtectedWhateverItAnswers() {
        String token = people.tokenOf(people.active(units.centre(), Role.CENTRE_ADMIN));
        Set<String> asked = new TreeSet<>();
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> {
                    if (!path.startsWith("/test/") && !path.endsWith("/live")) {
                        String what = method + " " + path;
                        // Who signs out asks nothing more.
                        String asking = path.endsWith("/auth/logout")
                                ? people.tokenOf(people.active(units.centre(), Role.CENTRE_ADMIN))
                                : token;
                        Defences.assertPersonal(what + " by nobody", ask(method, path, null));
                        Defences.assertPersonal(what + " by an administrator", ask(method, path, asking));
                        asked.add(what);
                    }
                }));
        assertThat(asked).hasSizeGreaterThan(50).contains("post /api/v1/auth/logout");
    }

    @Test
    void whatIsServedBesideTheApi_isProtected() {
        for (String path : Set.of("/q/health/live", "/q/health/ready", "/q/openapi", "/q/metrics", "/q/no-such")) {
            Response answer = given().get(path);
            Defences.assertOn(path, answer);
            assertThat(answer.header("Content-Security-Policy")).as(path).startsWith("default-src 'none'");
        }
    }

    @Test
    void apiPages_areNotFramedAndStillStart() {
        Response page = given().get("/q/swagger-ui/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString()).contains("SwaggerUIBundle(");
        for (Response answer : new Response[] {page, given().get("/q/swagger-ui/swagger-ui-bundle.js")}) {
            // No policy for scripts: the page starts from an inline one.
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("frame-ancestors 'none'; object-src 'none'; base-uri 'none'");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void everyRawRoute_isProtected() {
        Set<String> asked = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            String path = route.getPath();
            // What is under /q is asked by its own tests.
            if (path != null && !path.startsWith("/q") && !path.endsWith("/live") && path.length() > 1) {
                String address = path.replaceAll(":\\w+|\\*", "1");
                Defences.assertOn(path, given().get(address));
                Defences.assertOn(path, given().body("[]").post(address));
                asked.add(path);
            }
        }
        assertThat(asked).contains("/api/v1/study/heartbeats");
        // Known by a pattern alone, which names no address to ask.
        Defences.assertPersonal("submission", given().body("{}").post("/api/v1/attempts/1/submission"));
    }

    @Test
    void refusalsOfTheServerItself_areProtected() {
        Defences.assertPersonal("absent endpoint", given().get("/api/v1/no-such-thing"));
        Defences.assertPersonal("wrong method", given().patch("/api/v1/ping"));
        Defences.assertPersonal(
                "not JSON", given().contentType("application/json").body("{").post("/api/v1/auth/login"));
        Defences.assertPersonal(
                "another type", given().contentType("text/plain").body("x").post("/api/v1/auth/login"));
        Defences.assertPersonal("too large", tooLarge());
        Defences.assertPersonal("odd path", given().urlEncodingEnabled(false).get("/api/v1/units/%2e%2e%2fx"));
        Defences.assertOn("absent medium", given().get("/media/no-such.mp4"));
        Defences.assertOn("medium", given().get("/media/platform-basics.mp4"));
        Defences.assertOn("absent page", given().get("/assets/no-such.js"));
    }

    /// The server answers and hangs up while the client still sends, which may find the connection gone first.
    private static Response tooLarge() {
        return await().ignoreExceptions()
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> given().contentType("application/json")
                                .body("x".repeat(1_100_000))
                                .post("/api/v1/auth/login"),
                        Objects::nonNull);
    }

    @Test
    void boardStream_isProtectedFromItsFirstByte() throws Exception {
        UnitRef centre = units.centre();
        String path = "/api/v1/campaigns/%d/live".formatted(campaigns.open(centre));
        HttpResponse<?> stream = open(path, people.tokenOf(people.active(centre, Role.CENTRE_ADMIN)));
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(header(stream, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(stream, "Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(header(stream, "Cache-Control")).contains("no-store");
        Defences.assertOn("stream by nobody", given().get(path));
        Defences.assertOn("study socket by nobody", given().get("/api/v1/study/live"));
    }

    @Test
    void behindTls_transportIsPinnedAndCookiesAreTheHostsAlone() {
        Person learner = people.learner(units.province());
        Response login = given().header("X-Forwarded-Proto", "https")
                .header("X-Chaoxue-Session", "cookie")
                .contentType("application/json")
                .body(Map.of("username", learner.idNumber(), "password", learner.password()))
                .post("/api/v1/auth/login");
        assertThat(login.header("Strict-Transport-Security")).startsWith("max-age=31536000");
        for (String name : new String[] {"__Host-chaoxue-access", "__Host-chaoxue-refresh"}) {
            var cookie = Objects.requireNonNull(login.detailedCookie(name), name);
            assertThat(cookie.isSecured()).isTrue();
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.getSameSite()).isEqualTo("Strict");
            assertThat(cookie.getPath()).isEqualTo("/");
            assertThat(cookie.hasDomain()).isFalse();
        }
        assertThat(given().get("/api/v1/ping").header("Strict-Transport-Security"))
                .as("plain http pins nothing")
                .isNull();
    }

    private static Response ask(String method, String path, @org.jspecify.annotations.Nullable String token) {
        var request = given().contentType("application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!method.equals("get")) {
            request.body("{}");
        }
        return request.request(method.toUpperCase(Locale.ROOT), path.replaceAll("\\{\\w+}", "999999999"));
    }

    private HttpResponse<?> open(String path, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        answer.body().close();
        client.shutdownNow();
        return answer;
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
