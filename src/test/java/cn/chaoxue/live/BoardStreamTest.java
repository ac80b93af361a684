package cn.chaoxue.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import cn.chaoxue.campaign.TallyDelta;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BoardStreamTest extends LearningProvinces {

    /// Within a second and a half, and longer where the machine is busy.
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    TallyLedger ledger;

    @Inject
    Database database;

    @Inject
    BoardHub hub;

    @Inject
    Watchers watchers;

    @Inject
    BoardMetrics metrics;

    @Inject
    LiveConfig config;

    long campaign;
    String centreToken;

    @BeforeEach
    void campaignOfTheCentre() {
        campaign = campaigns.open(centre);
        centreToken = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
    }

    @Test
    void openBoard_sendsSnapshotThenEachChangeWithinTwoSeconds() throws IOException {
        pass(hangzhou, 3);
        try (EventStream stream = watch(zhejiang, centreToken)) {
            await().atMost(SOON).until(() -> passed(stream) == 3);

            publish(pass(hangzhou, 2));

            await().atMost(SOON).until(() -> passed(stream) == 5);
            assertThat(stream.lines()).contains("retry: 3000", "event: tally", "id: 1", "id: 2");
            assertThat(stream.lines().getFirst()).endsWith("200 OK");
            assertThat(stream.last().getJsonObject("unit").getLong("id")).isEqualTo(zhejiang.id());
            assertThat(stream.last().containsKey("children")).isFalse();
        }
    }

    @Test
    void boardWithChildren_movesWithEachChild() throws IOException {
        try (EventStream stream = EventStream.open(RestAssured.port, path(centre) + "&children=true", centreToken)) {
            await().until(() -> !stream.events().isEmpty());

            publish(pass(hangzhou, 4));

            await().atMost(SOON).until(() -> passed(stream) == 4);
            assertThat(stream.last().getJsonArray("children").stream()
                            .map(JsonObject.class::cast)
                            .map(child -> child.getLong("passed")))
                    .containsExactly(4L, 0L);
        }
    }

    @Test
    void publishLost_healsByReadingAgain() throws IOException {
        try (EventStream stream = watch(zhejiang, centreToken)) {
            await().until(() -> !stream.events().isEmpty());

            pass(hangzhou, 7);

            await().atMost(config.reread().plusSeconds(15)).until(() -> passed(stream) == 7);
        }
    }

    @Test
    void watchersOfDifferentUnits_seeEachTheirOwn() throws IOException {
        try (EventStream east = watch(zhejiang, centreToken);
                EventStream west = watch(gansu, centreToken)) {
            await().until(() -> Stream.of(east, west).noneMatch(s -> s.events().isEmpty()));

            publish(pass(hangzhou, 1));
            publish(pass(gansu, 2));

            await().atMost(SOON).until(() -> passed(east) == 1 && passed(west) == 2);
            assertThat(west.events())
                    .allSatisfy(event -> assertThat(event.getJsonObject("unit").getLong("id"))
                            .isEqualTo(gansu.id()));
        }
    }

    @Test
    void messagesOutOfOrder_neverTakeABoardBack() throws IOException {
        List<UnitTally> first = pass(hangzhou, 1);
        List<UnitTally> second = pass(hangzhou, 1);
        try (EventStream stream = watch(zhejiang, centreToken)) {
            await().until(() -> passed(stream) == 2);

            publish(second);
            publish(first);
            publish(pass(hangzhou, 1));

            await().atMost(SOON).until(() -> passed(stream) == 3);
            assertThat(stream.events().stream().map(event -> event.getLong("version")))
                    .isSorted();
        }
    }

    @Test
    void clientThatSawANewerVersionElsewhere_isNeverSentAnOlderOne() throws IOException {
        try (EventStream early = watch(zhejiang, centreToken)) {
            await().until(() -> !early.events().isEmpty());
            pass(hangzhou, 6);
            long version = InTime.done(hub.open(new BoardKey(campaign, zhejiang.id(), false), 1)
                    .map(board -> board.orElseThrow())
                    .invoke(Board::leave)
                    .map(board -> board.frame().version()));

            assertThat(version).isEqualTo(1);
        }
    }

    @Test
    void quietBoard_sendsCommentsAndEndsOnceTheTokenIsRevoked() throws IOException {
        Person liaison = people.active(zhejiang, Role.LIAISON);
        try (EventStream stream = watch(zhejiang, people.tokenOf(liaison))) {
            await().atMost(config.heartbeat().plusSeconds(15))
                    .until(() -> stream.lines().contains(":"));

            sql.run(
                    "update account set token_version = token_version + 1, revoked_at = now() where id = ?",
                    liaison.id());

            // Well before the next comment: polled every 2 s, looked at on every pass.
            await().atMost(Duration.ofSeconds(20)).until(() -> ended(stream));
        }
    }

    @Test
    void processThatStops_endsItsStreams() throws IOException {
        try (EventStream stream = watch(zhejiang, centreToken)) {
            await().until(() -> !stream.events().isEmpty());

            watchers.endAll();

            await().until(() -> ended(stream));
            await().until(() -> hub.watchedUnits() == 0);
        }
    }

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

    /// The last chunk of the body is the empty one.
    private static boolean ended(EventStream stream) {
        List<String> lines = stream.lines();
        return lines.size() > 1 && lines.get(lines.size() - 2).equals("0");
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

    private EventStream watch(UnitRef unit, String token) throws IOException {
        return EventStream.open(RestAssured.port, path(unit), token);
    }

    private String path(UnitRef unit) {
        return "/api/v1/campaigns/" + campaign + "/live?unit=" + unit.id();
    }

    private static long passed(EventStream stream) {
        return stream.last().getLong("passed", -1L);
    }

    private List<UnitTally> pass(UnitRef unit, int learners) {
        TallyDelta delta = new TallyDelta(campaign, unit.id(), 0, 0, 0, learners, 0);
        return InTime.done(database.batch(tx -> ledger.apply(tx, List.of(delta))));
    }

    private void publish(List<UnitTally> tallies) {
        InTime.done(ledger.publish(tallies));
    }
}
