package cn.chaoxue.cadre;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.identity.AccountKeeping;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Whoever changes the tree holds the table of units and then wants accounts: so everybody else takes them in this
/// order.
@QuarkusTest
class LockOrderTest extends CadreForms {

    private static final String WAITING =
            "select count(*) from pg_locks where not granted and relation = 'unit'::regclass";

    @Inject
    Database database;

    @Test
    void whoWaitsForTheTree_doesNotHoldTheAccountMeanwhile() {
        Person person = people.learner(units.province());
        CompletableFuture<Void> waiting;
        try (Sql.Held _ = sql.hold("lock table unit in access exclusive mode")) {
            waiting = database.transaction(tx -> AccountKeeping.lock(tx, person.id()))
                    .subscribeAsCompletionStage();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> sql.number(WAITING) > 0);
            assertThat(sql.number("select id from account where id = ? for update nowait", person.id()))
                    .isEqualTo(person.id());
        }
        waiting.join();
    }
}
