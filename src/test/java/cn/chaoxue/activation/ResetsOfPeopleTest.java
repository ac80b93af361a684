package cn.chaoxue.activation;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
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
                insert into id_conflict (cadre_id, claimed_unit, claimed_by, held_in, state)
                select ?, ?, id, unit_id, 'OPEN' from account where unit_id = ? limit 1 returning id
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

    private long due(long reset) {
        return sql.number("select count(*) from activation_reset_account where reset_id = ? and due", reset);
    }
}
