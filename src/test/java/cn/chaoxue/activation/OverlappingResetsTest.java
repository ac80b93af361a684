package cn.chaoxue.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.SmallAndStill;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Orders while another reset is at work: what that one comes to anyway is refused, more than that is not.
@QuarkusTest
@TestProfile(SmallAndStill.class)
class OverlappingResetsTest extends ResetsInATree {

    private static final String ORDERING = "hashtext('chaoxue.activation-reset')";

    @Test
    void orderOfWhatIsBeingReset_isRefusedUntilThatIsDone() {
        long first = begunOn(city);
        for (UnitRef unit : List.of(city, county)) {
            order(unit).then().statusCode(409).body("reason", is("reset-running"));
        }
        work(first, "RESET");
        order(city).then().statusCode(202);
    }

    /// Who answers for more need not wait for those below.
    @Test
    void orderOfMore_takesEachPasswordOnceAndIsUndoneAsAWhole() {
        Person above = people.learner(province);
        long first = begunOn(city);
        long wider = ordered(province);
        work(first, "RESET");
        work(wider, "RESET");
        assertThat(statuses(concerned)).containsOnly("PENDING");
        assertThat(status(above)).isEqualTo("PENDING");
        assertThat(sql.number("select sum(done) from activation_reset where id in (?, ?)", first, wider))
                .isEqualTo(concerned.size() + 1);
        undo(first);
        assertThat(statuses(concerned)).containsOnly("PENDING");
        undo(wider);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
        assertThat(status(above)).isEqualTo("ACTIVE");
    }

    /// It gives passwords back: who orders a reset meanwhile wants them taken again.
    @Test
    void orderOfWhatIsBeingUndone_isNotRefused() {
        undoing(doneOn(city));
        order(city).then().statusCode(202);
    }

    /// Of two workers, each has one of them.
    @Test
    void stepsOfTwoResetsInTurn_takeEachPasswordOnce() {
        Person above = people.learner(province);
        long first = begunOn(city);
        long wider = ordered(province);
        whileHeld(first, () -> steps(() -> done(wider) > 0));
        work(first, "RESET");
        work(wider, "RESET");
        assertThat(sql.number("select sum(done) from activation_reset where id in (?, ?)", first, wider))
                .isEqualTo(concerned.size() + 1);
        undo(wider);
        assertThat(statuses(concerned)).containsOnly("PENDING");
        undo(first);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
        assertThat(status(above)).isEqualTo("ACTIVE");
    }

    /// The later order stands, whichever of the two is done first.
    @Test
    void resetDoneWhileAnEarlierOneIsBeingUndone_stands() {
        long first = doneOn(city);
        undoing(first);
        long second = ordered(city);
        whileHeld(first, () -> work(second, "RESET"));
        work(first, "UNDONE");
        assertThat(statuses(concerned)).containsOnly("PENDING");
        undo(second);
        assertThat(statuses(concerned)).containsOnly("ACTIVE");
    }

    private void whileHeld(long reset, Runnable some) {
        try (Sql.Held _ = sql.hold("select 1 from activation_reset where id = ? for update", reset)) {
            some.run();
        }
    }

    @Test
    void twoOrdersAtOnce_makeOneReset() {
        Sql.Held held = sql.hold("select 1 from pg_advisory_xact_lock(" + ORDERING + ")");
        List<Integer> answers = sql.together(
                held, List.of(() -> order(city).statusCode(), () -> order(city).statusCode()));
        assertThat(answers).containsExactlyInAnyOrder(202, 409);
        assertThat(sql.number("select count(*) from activation_reset where unit_id = ?", city.id()))
                .isOne();
    }

    /// Counting so many takes its time, and nobody would be transferred meanwhile.
    @Test
    void countOfAnOrder_keepsNoTransferWaiting() {
        sql.meanwhile(
                sql.hold("lock table cadre in access exclusive mode"),
                () -> Concurrently.begun(() -> order(city).statusCode()),
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%as accounts%'",
                () -> assertThat(sql.value("select pg_try_advisory_xact_lock_shared(" + ORDERING + ")"))
                        .isEqualTo(true));
    }
}
