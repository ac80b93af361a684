package cn.chaoxue.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A transfer at the very moment of the person's turn in a reset, or of its order.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class TransferRaceTest extends ResetsInATree {

    @Test
    void transferOutAtTheMomentOfTheirTurn_isReset() {
        long reset = atTheMomentOfTheirTurn(units.city(units.province(centre)));
        assertThat(statuses(concerned)).containsOnly("PENDING");
        undo(reset);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
    }

    /// Whoever waited for their row finds them in another unit than it saw them in.
    @Test
    void transferWithinAtTheMomentOfTheirTurn_isReset() {
        atTheMomentOfTheirTurn(county);
        assertThat(statuses(concerned)).containsOnly("PENDING");
    }

    /// Who was transferred before by what is written down, was not there when it was ordered.
    @Test
    void transferAtTheMomentOfTheOrder_isBeforeIt() {
        UnitRef elsewhere = units.city(units.province(centre));
        Person last = concerned.getLast();
        CompletableFuture<Integer> transfer;
        CompletableFuture<Long> order;
        try (Sql.Held _ = sql.hold("select 1 from audit_head for update")) {
            transfer = begun(() -> transfer(last, elsewhere), 1);
            order = begun(() -> ordered(city), 2);
        }
        assertThat(InTime.done(transfer)).isEqualTo(201);
        long reset = InTime.done(order);
        work(reset, "RESET");
        assertThat(status(last)).isEqualTo("ACTIVE");
        assertThat(done(reset)).isEqualTo(concerned.size() - 1);
        assertThat(sql.number("select total from activation_reset where id = ?", reset))
                .isEqualTo(done(reset));
    }

    private long atTheMomentOfTheirTurn(UnitRef to) {
        long reset = begunOn(city);
        Person next = concerned.get(3);
        CompletableFuture<Integer> transfer;
        CompletableFuture<Integer> step;
        try (Sql.Held _ = sql.hold("select 1 from audit_head for update")) {
            transfer = begun(() -> transfer(next, to), 1);
            step = begun(this::step, 2);
        }
        assertThat(InTime.done(transfer)).isEqualTo(201);
        assertThat(InTime.done(step)).isPositive();
        work(reset, "RESET");
        return reset;
    }

    /// Under way, and kept waiting: the transfer for the audit log, with the account in hand; the step for that.
    private <T> CompletableFuture<T> begun(Callable<T> one, int waiting) {
        CompletableFuture<T> begun = Concurrently.begun(one);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sql.number("select count(*) from pg_locks where not granted") >= waiting);
        return begun;
    }
}
