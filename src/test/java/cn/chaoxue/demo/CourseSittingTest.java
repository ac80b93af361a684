package cn.chaoxue.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CourseSittingTest {

    @Test
    void heartbeats_tellWhatRanSinceAndAnOverlap() {
        CourseSitting sitting = new CourseSitting(3, 1000, 100, "s", 0);

        assertThat(watched(sitting.heartbeat(seconds(10))))
                .isEqualTo(new JsonArray().add(40.0).add(110.0));
        assertThat(watched(sitting.heartbeat(seconds(25))))
                .isEqualTo(new JsonArray().add(50.0).add(125.0));
    }

    @Test
    void firstHeartbeatAtTheBeginning_watchedNothing() {
        JsonObject beat = new CourseSitting(3, 30, 0, "s", 0).heartbeat(0);

        assertThat(beat.getJsonArray("watched")).isEmpty();
        assertThat(beat.getInteger("seq")).isEqualTo(1);
    }

    @Test
    void pauseBeforeTheEnd_isCutToTheEnd() {
        CourseSitting sitting = new CourseSitting(3, 30, 25, "s", 0);

        assertThat(sitting.untilEnd(Duration.ofSeconds(14))).isLessThan(Duration.ofSeconds(6));
        assertThat(sitting.untilEnd(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void filmOverWithPartsRefused_startsAgain() {
        CourseSitting sitting = new CourseSitting(3, 30, 25, "s", 0);
        for (int i = 1; i <= 4; i++) {
            assertThat(sitting.heartbeat(seconds(10 * i)).getDouble("position")).isEqualTo(30);
        }

        assertThat(sitting.heartbeat(seconds(50)).getDouble("position")).isEqualTo(10);
    }

    private static JsonArray watched(JsonObject beat) {
        return beat.getJsonArray("watched").getJsonArray(0);
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
