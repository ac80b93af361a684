package cn.chaoxue.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.campaign.UnitTally;
import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Unanswered;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.internal.PlatformDependent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StalledReaderTest {

    private static final int STALLED = 40;
    private static final int CHANGES = 400;

    @Inject
    Units units;

    @Inject
    Campaigns campaigns;

    @Inject
    People people;

    @Inject
    BoardHub hub;

    @Inject
    Watchers watchers;

    @Inject
    MeterRegistry meters;

    @Inject
    Unanswered unanswered;

    @Test
    void readersThatDoNotRead_holdNoMemoryAndHinderNobody() throws IOException {
        UnitRef centre = units.centre();
        for (int i = 0; i < 30; i++) {
            units.province(centre);
        }
        long campaign = campaigns.open(centre);
        String token = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        String path = "/api/v1/campaigns/" + campaign + "/live?children=true";
        List<EventStream> stalled = new ArrayList<>();
        int before = unanswered.atShutdown();
        try (EventStream reader = EventStream.open(RestAssured.port, path, token)) {
            for (int i = 0; i < STALLED; i++) {
                stalled.add(EventStream.stalled(RestAssured.port, path, token));
            }
            await().until(() -> gauge("chaoxue.live.watchers") >= STALLED + 1);

            change(campaign, centre, 1, CHANGES, reader);
            await().until(() -> gauge("chaoxue.live.watchers.stalled") == STALLED);
            long settled = PlatformDependent.usedDirectMemory();
            change(campaign, centre, CHANGES + 1, 2 * CHANGES, reader);

            assertThat(PlatformDependent.usedDirectMemory() - settled)
                    .as("direct memory taken by %s more changes of some 8 kB to %s stalled readers", CHANGES, STALLED)
                    .isLessThan(8L << 20);
            // The one that reads may have been behind at the last change, for a moment.
            await().until(() -> {
                watchers.deliver();
                return gauge("chaoxue.live.watchers.stalled") == STALLED;
            });
        } finally {
            for (EventStream stream : stalled) {
                stream.close();
            }
        }
        await().untilAsserted(
                        () -> assertThat(gauge("chaoxue.live.watchers.stalled")).isZero());
        await().untilAsserted(() -> assertThat(hub.watchedUnits()).isZero());
        assertThat(unanswered.atShutdown()).as("requests a stop would wait for").isEqualTo(before);
    }

    @Test
    void readerThatDoesNotRead_isCutOffWhereTheProcessStopsAndLeavesNothingBehind() throws IOException {
        UnitRef centre = units.centre();
        for (int i = 0; i < 30; i++) {
            units.province(centre);
        }
        long campaign = campaigns.open(centre);
        String token = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        String path = "/api/v1/campaigns/" + campaign + "/live?children=true";
        int before = unanswered.atShutdown();
        try (EventStream reader = EventStream.open(RestAssured.port, path, token);
                EventStream _ = EventStream.stalled(RestAssured.port, path, token)) {
            await().until(() -> gauge("chaoxue.live.watchers") >= 2);
            change(campaign, centre, 1, CHANGES, reader);
            await().until(() -> gauge("chaoxue.live.watchers.stalled") == 1);

            watchers.endAll();

            await().untilAsserted(() -> assertThat(unanswered.atShutdown())
                    .as("requests a stop would wait for")
                    .isEqualTo(before));
            assertThat(gauge("chaoxue.live.watchers")).isZero();
            assertThat(gauge("chaoxue.live.watchers.stalled")).isZero();
        }
    }

    @Test
    void readersThatGo_leaveNothingBehind() throws IOException {
        UnitRef centre = units.centre();
        long campaign = campaigns.open(centre);
        String token = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        String path = "/api/v1/campaigns/" + campaign + "/live?children=true";
        int before = unanswered.atShutdown();
        try (EventStream reader = EventStream.open(RestAssured.port, path, token);
                EventStream _ = EventStream.stalled(RestAssured.port, path, token)) {
            await().until(() -> !reader.events().isEmpty());
            await().until(() -> unanswered.atShutdown() == before + 2);
        }
        await().untilAsserted(() -> assertThat(unanswered.atShutdown())
                .as("requests a stop would wait for")
                .isEqualTo(before));
    }

    /// Moves the board as fast as the reading one follows.
    private void change(long campaign, UnitRef centre, int from, int to, EventStream reader) {
        for (int version = from; version <= to; version++) {
            hub.offer(List.of(new UnitTally(campaign, centre.id(), 0, 0, 0, version, 0, version, Instant.now())));
            hub.render();
            watchers.deliver();
            if (version % 20 == 0) {
                int reached = version;
                // Who is behind at one pass is served by the next.
                await().pollInterval(Duration.ofMillis(5)).until(() -> {
                    watchers.deliver();
                    return reader.last().getLong("version", 0L) >= reached;
                });
            }
        }
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }
}
