package cn.chaoxue.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatabaseTest {

    @Inject
    Database database;

    @Inject
    SqlConfig config;

    /// A caller who gives up does not end a statement.
    @Test
    void statementNobodyWaitsForAnyMore_isEndedByPostgres() {
        String ends = database.query("show statement_timeout", Tuple.tuple(), row -> row.getString(0))
                .await()
                .atMost(Duration.ofSeconds(20))
                .getFirst();

        assertThat(ends).isEqualTo("25s");
        assertThat(config.statementTimeout())
                .isGreaterThan(config.batchTimeout())
                .isGreaterThan(config.queryTimeout());
    }

    @Test
    void transactionLeftIdle_isEndedByPostgres() {
        String ends = database.query("show idle_in_transaction_session_timeout", Tuple.tuple(), row -> row.getString(0))
                .await()
                .atMost(Duration.ofSeconds(20))
                .getFirst();

        assertThat(ends).isEqualTo("30s");
    }
}
