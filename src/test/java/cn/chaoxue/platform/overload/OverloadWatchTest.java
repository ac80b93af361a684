package cn.chaoxue.platform.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.AsInProduction;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.platform.sql.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AsInProduction.class)
class OverloadWatchTest {

    @Inject
    Overload overload;

    @Inject
    Vertx vertx;

    @Inject
    Database database;

    @Inject
    MeterRegistry meters;

    @Inject
    Sql sql;

    /// Every loop stands still, so nothing on a loop could notice.
    @Test
    void eventLoopsThatStandStill_areNoticedMeanwhileAndForgottenWithinTenSeconds() {
        long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
        for (int i = 0; i < 64; i++) {
            vertx.getOrCreateContext().runOnContext(_ -> {
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(1_000_000);
                }
            });
        }

        await().atMost(Duration.ofMillis(5_900)).until(() -> overload.sheds(Traffic.HEARTBEATS));
        assertThat(overload.sheds(Traffic.EXAM_SUBMISSION)).isFalse();

        await().atMost(Duration.ofSeconds(40)).until(() -> !overload.sheds(Traffic.HEARTBEATS));
    }

    @Test
    void statementsWaitingForAConnection_areSeenUntilTheyAreServed() {
        PoolQueue queue = new PoolQueue(meters);
        // The pool's connections wait for a lock, so that the others wait for them until it is given up.
        try (Sql.Held _ = sql.hold("select pg_advisory_xact_lock(90210)")) {
            for (int i = 0; i < 300; i++) {
                database.query("select pg_advisory_xact_lock_shared(90210)", Tuple.tuple(), _ -> 0)
                        .subscribe()
                        .with(_ -> {}, _ -> {});
            }
            await().until(() -> queue.statements() > 100);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.statements() == 0);
    }
}
