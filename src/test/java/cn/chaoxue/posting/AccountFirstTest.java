package cn.chaoxue.posting;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Concurrently;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Whoever holds a person's account may want what waits with that person: a proposal, a case that is settled. So nobody
/// holds a change that waits while waiting for the account.
@QuarkusTest
class AccountFirstTest extends TwoProvinces {

    private static final String WAITING = """
            select count(*) from pg_stat_activity
            where wait_event_type = 'Lock' and query like '%from account a%' and pid <> pg_backend_pid()
            """;

    @Inject
    DuePostings due;

    @Test
    void acceptanceThatWaitsForTheAccount_doesNotHoldTheChangeMeanwhile() {
        int change = abroad(DAY).path("id");
        whileTheAccountIsHeld(
                change,
                () -> Concurrently.begun(
                        () -> decide(receiver, change, "acceptance").statusCode()));
        assertThat(unitNow()).isEqualTo(away.id());
    }

    @Test
    void dueChangeThatWaitsForTheAccount_isNotHeldMeanwhile() {
        int change = abroad(LocalDate.now().plusDays(10).toString()).path("id");
        decide(receiver, change, "acceptance").then().statusCode(204);
        sql.run("update posting_change set effective_on = current_date - 1 where id = ?", change);
        whileTheAccountIsHeld(change, () -> due.carryOutDue().subscribeAsCompletionStage());
        assertThat(unitNow()).isEqualTo(away.id());
    }

    /// Two workers share what is due, though neither holds a change while it waits.
    @Test
    void dueChangeThatWaitsForTheAccount_keepsNoOtherWaiting() {
        String soon = LocalDate.now().plusDays(10).toString();
        int waiting = abroad(soon).path("id");
        decide(receiver, waiting, "acceptance").then().statusCode(204);
        int free = wish(people.learner(home).id(), Map.of("kind", "RETIREMENT", "effectiveOn", soon))
                .path("id");
        sql.run("update posting_change set effective_on = current_date - 1 where id in (?, ?)", waiting, free);
        sql.meanwhile(
                sql.hold("select 1 from account where id = ? for update", person.id()),
                () -> due.carryOutDue().subscribeAsCompletionStage(),
                WAITING,
                () -> {
                    due.carryOutDue().await().atMost(Duration.ofSeconds(20));
                    assertThat(sql.value("select state from posting_change where id = ?", free))
                            .isEqualTo("DONE");
                });
        assertThat(sql.value("select state from posting_change where id = ?", waiting))
                .isEqualTo("DONE");
    }

    private void whileTheAccountIsHeld(int change, Supplier<? extends CompletableFuture<?>> what) {
        sql.meanwhile(
                sql.hold("select 1 from account where id = ? for update", person.id()),
                what,
                WAITING,
                () -> assertThat(sql.number("select id from posting_change where id = ? for update nowait", change))
                        .isEqualTo(change));
    }
}
