package cn.chaoxue.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Resets at work when somebody alone goes elsewhere, or comes: concerned is who stood there when it was ordered.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class ResetsOfPeopleTest extends ResetsInATree {

    UnitRef elsewhere;
    Person mover;

    @BeforeEach
    void somebodyWhoseTurnHasNotCome() {
        elsewhere = units.city(units.province(centre));
        mover = concerned.getLast();
    }

    @Test
    void whoLeavesBeforeTheirTurn_isResetAndItsUndoFindsThem() {
        long reset = begunOn(city);
        assertThat(transfer(mover, elsewhere)).isEqualTo(201);
        work(reset, "RESET");
        assertThat(statuses(concerned)).containsOnly("PENDING");
        assertThat(done(reset)).isEqualTo(concerned.size());
        undo(reset);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
    }

    @Test
    void whoIsSettledElsewhereBeforeTheirTurn_isReset() {
        long reset = begunOn(city);
        long claim = sql.number("""
                insert into id_conflict (cadre_id, claimed_unit, claimed_by, state)
                select ?, ?, id, 'OPEN' from account where unit_id = ? limit 1 returning id
                """, mover.id(), elsewhere.id(), centre.id());
        as(admin)
                .body(Map.of("reason", "已核实情况"))
                .post("/api/v1/conflicts/%d/transfer".formatted(claim))
                .then()
                .statusCode(204);
        work(reset, "RESET");
        assertThat(statuses(concerned)).containsOnly("PENDING");
    }

    @Test
    void whoLeavesAndSeesTheResetUndoneFirst_isLeftAlone() {
        long reset = begunOn(city);
        assertThat(transfer(mover, elsewhere)).isEqualTo(201);
        assertThat(due(reset)).isOne();
        undo(reset);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
        assertThat(sql.number("select count(*) from activation_reset_account where reset_id = ?", reset))
                .isZero();
    }

    @Test
    void whoLeavesAndComesBack_isResetOnce() {
        long reset = begunOn(city);
        assertThat(transfer(mover, elsewhere)).isEqualTo(201);
        assertThat(transfer(mover, city)).isEqualTo(201);
        assertThat(due(reset)).isOne();
        work(reset, "RESET");
        assertThat(statuses(concerned)).containsOnly("PENDING");
        assertThat(done(reset)).isEqualTo(concerned.size());
    }

    @Test
    void whoLeavesForWhereAnotherResetIsAtWork_isHeldByTheFirstAlone() {
        people.learner(elsewhere);
        people.learner(elsewhere);
        people.learner(elsewhere);
        long reset = ordered(city);
        long other = ordered(elsewhere);
        assertThat(transfer(mover, elsewhere)).isEqualTo(201);
        work(reset, "RESET");
        work(other, "RESET");
        assertThat(status(mover)).isEqualTo("PENDING");
        undo(reset);
        assertThat(status(mover)).isEqualTo("ACTIVE");
    }

    @Test
    void whoComesOnceTheResetIsOrdered_isNotConcerned() {
        Person comer = people.learner(elsewhere);
        long reset = begunOn(city);
        assertThat(transfer(comer, city)).isEqualTo(201);
        work(reset, "RESET");
        assertThat(status(comer)).isEqualTo("ACTIVE");
        assertThat(done(reset)).isEqualTo(concerned.size());
    }

    @Test
    void unitThatComesOnceTheResetIsOrdered_isNotConcerned() {
        Person along = people.learner(units.county(elsewhere));
        Person merged = people.learner(elsewhere);
        long reset = begunOn(city);
        place(elsewhere, "merger", city);
        work(reset, "RESET");
        assertThat(statuses(List.of(along, merged))).containsOnly("ACTIVE");
        assertThat(done(reset)).isEqualTo(concerned.size());
    }

    @Test
    void transferOutAtTheMomentOfTheirTurn_isReset() {
        long reset = atTheMomentOfTheirTurn(elsewhere);
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

    @Test
    void whoActivatesBeforeTheirTurn_keepsTheNewPassword() {
        sql.run("""
                update account set status = 'PENDING', password_hash = null,
                    initial_index = (select mobile_index from cadre where id = account.id) where id = ?
                """, mover.id());
        sql.run("update cadre set activated_at = null where id = ?", mover.id());
        long reset = begunOn(city);
        activate(mover);
        work(reset, "RESET");
        assertThat(status(mover)).isEqualTo("ACTIVE");
        assertThat(done(reset)).isEqualTo(concerned.size() - 1);
    }

    /// The one that came first had not come to them when they activated; the other has taken that password.
    @Test
    void whoActivatesBeforeTheirTurnAndIsResetByAnother_isHeldByThatAlone() {
        Person person = concerned.getFirst();
        long first = doneOn(city);
        long later = doneOn(city);
        sql.run("update activation_reset_account set activated_at = now() where account_id = ?", person.id());
        sql.run("delete from activation_reset_account where reset_id = ?", first);
        sql.run("update activation_reset set state = 'RESETTING', last_id = 0, done = 0 where id = ?", first);
        work(first, "RESET");
        undo(later);
        assertThat(status(person)).isEqualTo("ACTIVE");
        assertThat(statuses(concerned.subList(1, 8))).containsOnly("PENDING");
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
        assertThat(transfer.join()).isEqualTo(201);
        assertThat(step.join()).isPositive();
        work(reset, "RESET");
        return reset;
    }

    /// Who was transferred before by what is written down, was not there when it was ordered.
    @Test
    void transferAtTheMomentOfTheOrder_isBeforeIt() {
        CompletableFuture<Integer> transfer;
        CompletableFuture<Long> order;
        try (Sql.Held _ = sql.hold("select 1 from audit_head for update")) {
            transfer = begun(() -> transfer(mover, elsewhere), 1);
            order = begun(() -> ordered(city), 2);
        }
        assertThat(transfer.join()).isEqualTo(201);
        long reset = order.join();
        work(reset, "RESET");
        assertThat(status(mover)).isEqualTo("ACTIVE");
        assertThat(done(reset)).isEqualTo(concerned.size() - 1);
        assertThat(sql.number("select total from activation_reset where id = ?", reset))
                .isEqualTo(done(reset));
    }

    /// Under way, and kept waiting: the transfer for the audit log, with the account in hand; the step for that.
    private <T> CompletableFuture<T> begun(Supplier<T> one, int waiting) {
        CompletableFuture<T> begun =
                CompletableFuture.supplyAsync(one, Thread::startVirtualThread).orTimeout(60, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sql.number("select count(*) from pg_locks where not granted") >= waiting);
        return begun;
    }

    private long due(long reset) {
        return sql.number("select count(*) from activation_reset_account where reset_id = ? and due", reset);
    }

    private long done(long reset) {
        return sql.number("select done from activation_reset where id = ?", reset);
    }
}
