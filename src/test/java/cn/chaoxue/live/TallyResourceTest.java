package cn.chaoxue.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.campaign.TallyDelta;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TallyResourceTest extends LearningProvinces {

    @Inject
    TallyLedger ledger;

    @Inject
    Database database;

    @Inject
    PodPresence presence;

    @Inject
    OnlineExchange online;

    @Inject
    BoardLoader boards;

    UnitRef ningbo;
    long campaign;
    String liaison;

    @BeforeEach
    void campaignOfTheCentre() {
        ningbo = units.city(zhejiang);
        campaign = campaigns.open(centre);
        liaison = people.tokenOf(people.active(zhejiang, Role.LIAISON));
    }

    /// The read before it and its own one together would be longer than anybody is to wait.
    @Test
    void boardAskedForWhileAnotherIsRead_isGivenUpBeforeBothReadsAre() {
        try (Sql.Held _ = sql.hold("lock table unit_tally in access exclusive mode")) {
            CompletableFuture<?> before =
                    boards.load(new BoardKey(campaign, zhejiang.id(), true)).subscribeAsCompletionStage();
            assertThat(boards.load(new BoardKey(campaign, gansu.id(), true)).subscribeAsCompletionStage())
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withMessageContaining("boards: not read in time");
            assertThat(before).failsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void tally_showsUnitChildrenAndTheWayUpWithinScope() {
        move(new TallyDelta(campaign, hangzhou.id(), 10, 4, 6, 6, 1));
        move(new TallyDelta(campaign, ningbo.id(), 5, 0, 0, 0, 0));

        get("/tally", liaison)
                .statusCode(200)
                .body("unit.id", equalTo((int) zhejiang.id()))
                .body("unit.level", equalTo("PROVINCE"))
                .body("unit.hasChildren", equalTo(true))
                .body("enrolled", equalTo(15))
                .body("started", equalTo(4))
                .body("inStudy", equalTo(3))
                .body("courseCompletions", equalTo(6))
                .body("version", equalTo(2))
                .body("parents", empty())
                .body("children.unit.id", contains((int) hangzhou.id(), (int) ningbo.id()))
                .body("children.enrolled", contains(10, 5))
                .body("children.inStudy", contains(3, 0))
                .body("recount", nullValue());
        get("/tally?unit=" + hangzhou.id(), liaison)
                .statusCode(200)
                .body("parents.id", contains((int) zhejiang.id()))
                .body("children", empty());
    }

    @Test
    void recount_findsNothingToComplainAboutUntilATallyIsFalsified() {
        studied(hangzhou);
        studied(hangzhou);
        campaigns.enrolled(campaign, ningbo);
        campaigns.enrolled(campaign, gansu);
        move(new TallyDelta(campaign, hangzhou.id(), 2, 2, 2, 2, 2));
        move(new TallyDelta(campaign, ningbo.id(), 1, 0, 0, 0, 0));

        get("/tally?recount=true", liaison)
                .statusCode(200)
                .body("recount.enrolled", equalTo(3))
                .body("recount.started", equalTo(2))
                .body("recount.inStudy", equalTo(0))
                .body("recount.courseCompletions", equalTo(2))
                .body("recount.passed", equalTo(2))
                .body("recount.completed", equalTo(2))
                .body("drift.values().sum()", equalTo(0));

        sql.run(
                "update unit_tally set passed = passed + 3, completed = completed - 1 where campaign_id = ? and unit_id = ?",
                campaign,
                zhejiang.id());

        get("/tally?recount=true", liaison)
                .statusCode(200)
                .body("passed", equalTo(5))
                .body("recount.passed", equalTo(2))
                .body("drift.passed", equalTo(3))
                .body("drift.completed", equalTo(-1))
                .body("drift.enrolled", equalTo(0));
    }

    @Test
    void foreignUnitOrCampaign_isNotFoundAndLearnerIsRefused() {
        get("/tally?unit=" + gansu.id(), liaison).statusCode(404);
        get("/tally?unit=" + gansu.id() + "&recount=true", liaison).statusCode(404);
        get("/tally?unit=" + centre.id(), liaison).statusCode(404);
        get("/trend?unit=" + gansu.id(), liaison).statusCode(404);
        get("/tally?unit=999999999", liaison).statusCode(404);
        String learner = people.tokenOf(people.learner(hangzhou));
        get("/tally", learner).statusCode(403);
        get("/trend", learner).statusCode(403);
        given().get("/api/v1/campaigns/" + campaign + "/tally").then().statusCode(401);
    }

    @Test
    void trend_hasEveryMinuteAndPutsIncrementsWhereTheyBelong() {
        move(new TallyDelta(campaign, hangzhou.id(), 1, 1, 2, 2, 1));
        sql.run("""
                insert into unit_tally_minute (campaign_id, unit_id, minute, started)
                values (?, ?, date_trunc('minute', now()) - interval '3 minute', 8)""", campaign, zhejiang.id());

        List<String> minutes =
                get("/trend?minutes=10", liaison).statusCode(200).extract().path("points.at");
        List<Integer> started = get("/trend?minutes=10", liaison).extract().path("points.started");

        assertThat(minutes).hasSize(10).isSorted();
        for (int i = 1; i < minutes.size(); i++) {
            assertThat(Duration.between(Instant.parse(minutes.get(i - 1)), Instant.parse(minutes.get(i))))
                    .isEqualTo(Duration.ofMinutes(1));
        }
        assertThat(started).contains(8, 1, 0);
        get("/trend?minutes=0", liaison).statusCode(400);
        get("/trend?minutes=1441", liaison).statusCode(400);
    }

    @Test
    void learnersHeardOf_areOnlineInTheirUnitAndAllAbove() {
        Caller learner = new Caller(
                Sql.unique(),
                Set.of(Role.LEARNER),
                new Caller.CallerUnit(hangzhou.id(), hangzhou.name(), hangzhou.path()));
        presence.seen(learner);
        presence.seen(learner);

        // What this process told before may be heard after.
        await().untilAsserted(() -> {
            InTime.done(online.tell());
            get("/tally", liaison).body("onlineNow", equalTo(1)).body("children.onlineNow", contains(1, 0));
        });
    }

    private ValidatableResponse get(String path, String token) {
        return given().auth()
                .oauth2(token)
                .get("/api/v1/campaigns/" + campaign + path)
                .then();
    }

    private void move(TallyDelta delta) {
        InTime.done(database.batch(tx -> ledger.apply(tx, List.of(delta))));
    }

    /// A learner with one course passed and completed, and therewith the campaign.
    private void studied(UnitRef unit) {
        long learner = campaigns.enrolled(campaign, unit);
        long course = sql.number("""
                insert into course (title, form, subject, duration_seconds) values ('课程', 'VIDEO', '时政解读', 30)
                returning id""");
        sql.run(
                "update enrolment set started_at = now(), completed_at = now() where campaign_id = ? and learner_id = ?",
                campaign,
                learner);
        sql.run("insert into course_pass values (?, ?, ?, null, now())", campaign, learner, course);
        sql.run("insert into course_completion values (?, ?, ?, now())", campaign, learner, course);
    }
}
