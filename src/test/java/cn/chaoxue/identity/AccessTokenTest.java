package cn.chaoxue.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Units;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessTokenTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    AccessTokens tokens;

    @Inject
    Revocations revocations;

    @Inject
    TokenVerifier verifier;

    @Inject
    SessionCookies cookies;

    @Inject
    IdentityConfig config;

    @Test
    void goodToken_injectsItsCaller() {
        Person learner = people.learner(units.province());
        bearer(people.tokenOf(learner))
                .get("/test/probe")
                .then()
                .statusCode(200)
                .body(is(learner.id() + " " + learner.unit().path()));
    }

    @Test
    void tokenUsedTwice_answersForItsOwnCallerEachTime() {
        Person one = people.learner(units.province());
        Person other = people.learner(units.province());
        String first = people.tokenOf(one);
        String second = people.tokenOf(other);
        for (int i = 0; i < 3; i++) {
            bearer(first)
                    .get("/test/probe")
                    .then()
                    .body(is(one.id() + " " + one.unit().path()));
            bearer(second)
                    .get("/test/probe")
                    .then()
                    .body(is(other.id() + " " + other.unit().path()));
        }
    }

    @Test
    void verification_asksNoClassLoader() {
        String first = people.tokenOf(people.learner(units.province()));
        String second = people.tokenOf(people.learner(units.province()));
        assertThat(verifier.verify(first)).isPresent();
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        AtomicInteger asked = new AtomicInteger();
        thread.setContextClassLoader(new ClassLoader(usual) {
            @Override
            public URL getResource(String name) {
                asked.incrementAndGet();
                return super.getResource(name);
            }
        });
        try {
            assertThat(verifier.verify(second)).isPresent();
        } finally {
            thread.setContextClassLoader(usual);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void missingToken_isUnauthenticatedProblem() {
        given().get("/test/probe")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", is("https://chaoxue.cn/problems/unauthenticated"));
    }

    @Test
    void changedPayload_isRefused() {
        String[] parts = people.tokenOf(people.learner(units.province())).split("\\.");
        char first = parts[1].charAt(10);
        String payload = parts[1].substring(0, 10) + (first == 'A' ? 'B' : 'A') + parts[1].substring(11);
        refused(parts[0] + "." + payload + "." + parts[2]);
    }

    @Test
    void unsignedToken_isRefused() {
        String payload = people.tokenOf(people.learner(units.province())).split("\\.")[1];
        String header =
                java.util.Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes());
        refused(header + "." + payload + ".");
        refused("rubbish");
    }

    @Test
    void expiredToken_isRefused() {
        Caller caller = caller(people.learner(units.province()));
        refused(tokens.issue(
                new Session(caller, UUID.randomUUID(), 0, Instant.now().minusSeconds(1))));
    }

    @Test
    void tokenThatLivesTooLong_isRefused() {
        Caller caller = caller(people.learner(units.province()));
        refused(tokens.issue(
                new Session(caller, UUID.randomUUID(), 0, Instant.now().plusSeconds(3600))));
    }

    @Test
    void cachedToken_diesWithItsExpiry() {
        Caller caller = caller(people.learner(units.province()));
        Instant expiry = Instant.now().plusSeconds(60);
        String token = tokens.issue(new Session(caller, UUID.randomUUID(), 0, expiry));
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        CallerTokens cache = new CallerTokens(verifier, revocations, cookies, config, now::get);
        assertThat(cache.cached(token)).as("never seen").isNull();
        assertThat(cache.verify(token)).isPresent();
        assertThat(cache.cached(token)).isNotNull().extracting(Caller::id).isEqualTo(caller.id());
        now.set(expiry);
        assertThat(cache.cached(token)).isNull();
        assertThat(cache.verify(token)).isEmpty();
    }

    @Test
    void callerInText_namesNobody() {
        Person learner = people.learner(units.province());
        assertThat(caller(learner).toString())
                .doesNotContain(learner.name(), learner.unit().name());
    }

    @Test
    void revokedVersion_isRefusedEvenWhenCached() {
        Person learner = people.learner(units.province());
        String token = people.tokenOf(learner);
        bearer(token).get("/test/probe").then().statusCode(200);
        revocations.raise(learner.id(), 1);
        refused(token);
    }

    @Test
    void endedSession_isRefusedAndOthersGoOn() {
        Caller caller = caller(people.learner(units.province()));
        UUID family = UUID.randomUUID();
        String ended = tokens.issue(new Session(caller, family, 0, Instant.now().plusSeconds(60)));
        String other = tokens.issue(
                new Session(caller, UUID.randomUUID(), 0, Instant.now().plusSeconds(60)));
        revocations.end(family);
        refused(ended);
        bearer(other).get("/test/probe").then().statusCode(200);
    }

    @Test
    void roleOutsideTheEndpoint_isForbidden() {
        Person learner = people.pending(units.province());
        bearer(people.tokenOf(learner, Set.of(Role.ACTIVATE)))
                .get("/test/probe")
                .then()
                .statusCode(403)
                .body("type", is("https://chaoxue.cn/problems/forbidden"));
    }

    @Test
    void endpointThatNamesNoRole_isClosed() {
        bearer(people.tokenOf(people.learner(units.province())))
                .get("/test/probe/closed")
                .then()
                .statusCode(403);
    }

    @Test
    void cookieWithoutOurHeader_mayReadButNotChange() {
        String token = people.tokenOf(people.learner(units.province()));
        given().cookie("chaoxue-access", token).get("/test/probe").then().statusCode(200);
        given().cookie("chaoxue-access", token)
                .post("/test/probe")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("reason", is("csrf"));
        given().cookie("chaoxue-access", token)
                .header(SessionCookies.HEADER, "cookie")
                .post("/test/probe")
                .then()
                .statusCode(200);
    }

    private static void refused(String token) {
        bearer(token)
                .get("/test/probe")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", is("https://chaoxue.cn/problems/unauthenticated"));
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static Caller caller(Person person) {
        var unit = person.unit();
        return new Caller(person.id(), person.roles(), new Caller.CallerUnit(unit.id(), unit.name(), unit.path()));
    }
}
