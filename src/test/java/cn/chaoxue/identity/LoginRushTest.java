package cn.chaoxue.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.fixture.SyntheticId;
import cn.chaoxue.fixture.Units;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Everybody at once, over HTTP, into a process with four places.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class LoginRushTest {

    @Inject
    Units units;

    @Inject
    People people;

    @Test
    void everybodyGetsIn_byTicketOrAtOnce_andNobodyFails() {
        List<Person> crowd = Stream.generate(() -> people.learner(units.province()))
                .limit(40)
                .toList();
        AtomicInteger waits = new AtomicInteger();
        List<Integer> statuses = Concurrently.all(crowd.stream()
                .map(person -> (Callable<Integer>) () -> untilIn(person.idNumber(), person.password(), waits))
                .toList());
        assertThat(statuses).containsOnly(200);
        assertThat(waits).hasPositiveValue();
    }

    @Test
    void unknownAndKnownNames_waitAlike() {
        Person known = people.learner(units.province());
        List<Callable<Response>> calls = IntStream.range(0, 60)
                .mapToObj(i -> (Callable<Response>) () -> i % 2 == 0
                        ? login(known.idNumber(), "wrong", null)
                        : login(SyntheticId.of(14_600_000 + i), "wrong", null))
                .toList();
        List<Response> answers = Concurrently.all(calls);
        for (int parity = 0; parity < 2; parity++) {
            int mine = parity;
            List<Response> waiting = IntStream.range(0, answers.size())
                    .filter(i -> i % 2 == mine)
                    .mapToObj(answers::get)
                    .filter(answer -> "https://chaoxue.cn/problems/waiting-room".equals(type(answer)))
                    .toList();
            assertThat(waiting).isNotEmpty();
            waiting.forEach(LoginRushTest::assertWaiting);
        }
    }

    @Test
    void ticketOfNoUse_changesNothingForWhoNeedsNone() {
        Person learner = people.learner(units.province());
        assertThat(untilIn(learner.idNumber(), learner.password(), new AtomicInteger()))
                .isEqualTo(200);
        login(learner.idNumber(), learner.password(), "x".repeat(129)).then().statusCode(400);
    }

    private static void assertWaiting(Response answer) {
        answer.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("title", is("Waiting room"))
                .body("detail", is("Many people are logging in; come back with the ticket."));
        assertThat(Long.parseLong(answer.header("Retry-After"))).isPositive();
        assertThat(answer.<Integer>path("waitingRoom.ahead")).isNotNegative();
        assertThat(answer.<Integer>path("waitingRoom.estimatedSeconds")).isPositive();
        assertThat(answer.<String>path("waitingRoom.ticket")).hasSizeLessThan(100);
    }

    private static int untilIn(String name, String password, AtomicInteger waits) {
        String ticket = null;
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline) {
            Response answer = login(name, password, ticket);
            if (answer.statusCode() == 429) {
                assertWaiting(answer);
                waits.incrementAndGet();
                ticket = answer.path("waitingRoom.ticket");
            } else if (answer.statusCode() == 503) {
                // A machine that others keep busy may be overloaded in earnest; it says when to come back.
                assertThat(answer.header("Retry-After")).isNotNull();
            } else {
                return answer.statusCode();
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(300).toNanos());
        }
        return 0;
    }

    private static Response login(String name, String password, @Nullable String ticket) {
        Map<String, Object> body = new HashMap<>(Map.of("username", name, "password", password));
        body.put("ticket", ticket);
        return given().contentType("application/json").body(body).post("/api/v1/auth/login");
    }

    private static @Nullable String type(Response answer) {
        return answer.statusCode() == 429 ? answer.path("type") : null;
    }
}
