package cn.chaoxue.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.EmbeddedServers;
import cn.chaoxue.campaign.TallyDelta;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.problem.Unavailable;
import cn.chaoxue.platform.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BoardWithoutRedisTest {

    /// Within a second and a half, and longer where the machine is busy.
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    TallyLedger ledger;

    @Inject
    Database database;

    @Inject
    Units units;

    @Inject
    Campaigns campaigns;

    @Inject
    People people;

    @Inject
    LiveConfig config;

    @Inject
    LiveSubscription subscription;

    @Inject
    MeterRegistry meters;

    UnitRef centre;
    long campaign;
    String token;

    @BeforeEach
    void openCampaign() {
        centre = units.centre();
        campaign = campaigns.open(centre);
        token = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
    }

    @AfterEach
    void redisIsBack() {
        EmbeddedServers.study().thaw();
        EmbeddedServers.study().start();
    }

    @Test
    void silentRedis_failsTheStepThatConnectsAndLeavesNothingBehind() {
        EmbeddedServers.study().freeze();
        subscription.drop();

        assertThatThrownBy(() -> subscription.keep().await().atMost(SOON)).isInstanceOf(Unavailable.class);

        EmbeddedServers.study().thaw();
        await().atMost(Duration.ofSeconds(30)).until(subscription::alive);
    }

    @Test
    void redisGone_boardGoesOnByReadingAndHearsAgainOnceItIsBack() throws IOException {
        try (EventStream stream =
                EventStream.open(RestAssured.port, "/api/v1/campaigns/" + campaign + "/live", token)) {
            await().until(() -> passed(stream) == 0);
            EmbeddedServers.study().kill();

            publish(pass());

            await().atMost(config.reread().plusSeconds(15)).until(() -> passed(stream) == 1);

            EmbeddedServers.study().start();
            await().atMost(Duration.ofSeconds(30)).until(subscription::alive);
            assertThat(IntStream.range(0, 5).anyMatch(_ -> heardByMessage(stream)))
                    .isTrue();
        }
    }

    /// Whether one more was told by its message. A reading that falls between the two is no fault, but not each time.
    private boolean heardByMessage(EventStream stream) {
        long passed = passed(stream);
        double healed = healed();
        publish(pass());
        await().atMost(SOON).until(() -> passed(stream) == passed + 1);
        return healed() == healed;
    }

    private double healed() {
        return meters.get("chaoxue.live.reread.healed").counter().count();
    }

    private static long passed(EventStream stream) {
        return stream.last().getLong("passed", -1L);
    }

    private List<UnitTally> pass() {
        TallyDelta delta = new TallyDelta(campaign, centre.id(), 0, 0, 0, 1, 0);
        return InTime.done(database.batch(tx -> ledger.apply(tx, List.of(delta))));
    }

    private void publish(List<UnitTally> tallies) {
        InTime.done(ledger.publish(tallies));
    }
}
