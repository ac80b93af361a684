package cn.chaoxue.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.campaign.TallyDelta;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.fixture.InTime;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
class BoardStreamTest extends OneCampaign {

    /// Within a second and a half, and longer where the machine is busy.
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @Inject
    TallyLedger ledger;

    @Inject
    Database database;

    @Inject
    BoardHub hub;

    @Inject
    Watchers watchers;

    @Inject
    LiveConfig config;

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

    /// Polled every 2 s, looked at on every pass; a machine that stands still may miss the five seconds once, not three
    /// times in a row.
    @Test
    void quietBoard_sendsCommentsAndEndsWithinFiveSecondsOnceTheTokenIsRevoked() throws IOException {
        Duration least = untilTheStreamEnds();
        for (int i = 1; i < 3 && least.compareTo(FIVE_SECONDS) >= 0; i++) {
            least = untilTheStreamEnds();
        }
        assertThat(least).isLessThan(FIVE_SECONDS);
    }

    private Duration untilTheStreamEnds() throws IOException {
        Person liaison = people.active(zhejiang, Role.LIAISON);
        try (EventStream stream = watch(zhejiang, people.tokenOf(liaison))) {
            await().atMost(config.heartbeat().plusSeconds(15))
                    .until(() -> stream.lines().contains(":"));
            sql.run(
                    "update account set token_version = token_version + 1, revoked_at = now() where id = ?",
                    liaison.id());
            long since = System.nanoTime();
            await().atMost(Duration.ofSeconds(20)).until(() -> ended(stream));
            return Duration.ofNanos(System.nanoTime() - since);
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

    /// The last chunk of the body is the empty one.
    private static boolean ended(EventStream stream) {
        List<String> lines = stream.lines();
        return lines.size() > 1 && lines.get(lines.size() - 2).equals("0");
    }

    private EventStream watch(UnitRef unit, String token) throws IOException {
        return EventStream.open(RestAssured.port, path(unit), token);
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
