package cn.chaoxue.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.campaign.TallyDelta;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Boards that are open while the unit tree changes.
@QuarkusTest
class BoardInChangingTreeTest {

    /// A second, and longer where the machine is busy.
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Units units;

    @Inject
    Campaigns campaigns;

    @Inject
    People people;

    @Inject
    TallyLedger ledger;

    @Inject
    Database database;

    @Inject
    BoardHub hub;

    UnitRef centre;
    UnitRef left;
    UnitRef joined;
    UnitRef city;
    long campaign;
    String token;

    @BeforeEach
    void cityOfOneOfTwoProvinces() {
        centre = units.centre();
        left = units.province(centre);
        joined = units.province(centre);
        city = units.city(left);
        campaign = campaigns.open(centre);
        token = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        pass(city, 3);
        pass(units.city(left), 1);
    }

    @Test
    void unitThatMoves_leavesTheBoardOfOneAndJoinsThatOfTheOther() throws IOException {
        try (EventStream from = watch(left, token);
                EventStream to = watch(joined, token)) {
            awaitRead(() -> children(from).size() == 2);
            awaitRead(() -> to.last().getJsonArray("children") != null);

            move(city, joined);

            awaitRead(() -> passed(from) == 1 && children(from).size() == 1);
            awaitRead(() -> passed(to) == 3 && children(to).size() == 1);
            pass(city, 2);
            awaitRead(() -> passed(to) == 5);
            awaitRead(() -> children(to).getFirst().getLong("passed") == 5);
            assertThat(unitOf(children(to).getFirst()).getString("path")).isEqualTo(joined.path() + city.id() + "/");
        }
    }

    @Test
    void unitRenamedOrOpened_showsOnTheBoardAbove() throws IOException {
        try (EventStream above = watch(joined, token)) {
            awaitRead(() -> above.last().getJsonArray("children") != null);

            UnitRef fresh = units.city(joined);
            awaitRead(() -> children(above).size() == 1);
            rename(fresh, fresh.name() + "（新）");

            awaitRead(() -> unitOf(children(above).getFirst()).getString("name").equals(fresh.name() + "（新）"));
        }
    }

    /// The other's stream keeps the board open: it is not read anew merely because somebody comes.
    @Test
    void unitThatMovesAway_isTakenFromThoseItLeavesAndShownToThoseItJoins() throws IOException {
        String leaving = people.tokenOf(people.active(left, Role.LIAISON));
        String joining = people.tokenOf(people.active(joined, Role.LIAISON));
        try (EventStream centres = watch(city, token);
                EventStream lefts = watch(city, leaving)) {
            awaitRead(() -> passed(centres) == 3 && passed(lefts) == 3);
            assertThat(status(joining)).isEqualTo(404);

            move(city, joined);

            awaitRead(() -> ended(lefts));
            assertThat(status(leaving)).isEqualTo(404);
            try (EventStream joineds = watch(city, joining)) {
                awaitRead(() -> passed(joineds) == 3);
            }
            assertThat(ended(centres)).isFalse();
        }
    }

    /// One that still holds counts stays, so that what stands beneath a unit adds up to what the unit counts.
    @Test
    void unitThatGoesIntoAnother_staysOnTheBoardAsLongAsItHoldsCounts() throws IOException {
        UnitRef empty = units.city(left);
        UnitRef heir = units.city(left);
        try (EventStream above = watch(left, token)) {
            awaitRead(() -> children(above).size() == 4);

            place(empty, "merger", heir);
            awaitRead(() -> children(above).size() == 3);
            place(city, "merger", heir);
            close(heir);

            awaitRead(() -> children(above).size() == 2);
            assertThat(passed(above)).isEqualTo(4);
            assertThat(children(above))
                    .extracting(line -> line.getLong("passed"))
                    .containsExactlyInAnyOrder(3L, 1L);
        }
    }

    /// The only unit beneath is gone.
    @Test
    void unitWhoseChildrenAreGone_hasNoneOnTheBoardAbove() throws IOException {
        close(units.city(joined));
        try (EventStream above = watch(centre, token)) {
            awaitRead(() -> children(above).size() == 2);
            assertThat(children(above))
                    .extracting(
                            line -> unitOf(line).getLong("id"),
                            line -> unitOf(line).getBoolean("hasChildren"))
                    .containsExactlyInAnyOrder(tuple(left.id(), true), tuple(joined.id(), false));
        }
    }

    /// Boards follow the tree when they are read anew. The process does that at its own pace, too, which is not waited
    /// for.
    private void awaitRead(Callable<Boolean> seen) {
        await().atMost(SOON).until(() -> {
            hub.reread().await().atMost(SOON);
            return seen.call();
        });
    }

    private int status(String of) {
        return given().auth().oauth2(of).get(path(city)).statusCode();
    }

    private EventStream watch(UnitRef unit, String as) throws IOException {
        return EventStream.open(RestAssured.port, path(unit), as);
    }

    private String path(UnitRef unit) {
        return "/api/v1/campaigns/" + campaign + "/live?children=true&unit=" + unit.id();
    }

    private static List<JsonObject> children(EventStream stream) {
        return stream.last().getJsonArray("children", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static JsonObject unitOf(JsonObject line) {
        return line.getJsonObject("unit");
    }

    private static long passed(EventStream stream) {
        return stream.last().getLong("passed", -1L);
    }

    /// The last chunk of the body is the empty one.
    private static boolean ended(EventStream stream) {
        List<String> lines = stream.lines();
        return lines.size() > 1 && lines.get(lines.size() - 2).equals("0");
    }

    private void pass(UnitRef unit, int learners) {
        TallyDelta delta = new TallyDelta(campaign, unit.id(), 0, 0, 0, learners, 0);
        database.batch(tx -> ledger.apply(tx, List.of(delta))).await().atMost(SOON);
    }

    private void move(UnitRef unit, UnitRef parent) {
        place(unit, "move", parent);
    }

    private void close(UnitRef unit) {
        place(unit, "closure", unit);
    }

    private void place(UnitRef unit, String how, UnitRef other) {
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("unitId", other.id(), "effectiveOn", "2026-03-01"))
                .post("/api/v1/units/%d/%s".formatted(unit.id(), how))
                .then()
                .statusCode(200);
    }

    private void rename(UnitRef unit, String name) {
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "shortName", "新市", "effectiveOn", "2026-03-01", "version", 0))
                .put("/api/v1/units/%d".formatted(unit.id()))
                .then()
                .statusCode(200);
    }
}
