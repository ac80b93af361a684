package cn.chaoxue.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.platform.schema.ServiceRole;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// How `database migrate` ends, once the start has migrated.
@QuarkusTest
class MigratingTest {

    @Inject
    Flyway flyway;

    @Inject
    Migrating migrating;

    @Test
    void tablesAndRole_endWell() {
        assertThat(migrating.tell()).isZero();
    }

    /// Else a job would have succeeded, and every process that serves be refused.
    @Test
    void roleThatIsNotThere_endsOtherwise() {
        ServiceRole absent = new ServiceRole(Flyway.configure()
                .dataSource(flyway.getConfiguration().getDataSource())
                .placeholders(Map.of("service", "chaoxue_misspelt"))
                .load());
        assertThat(absent.fault())
                .hasValueSatisfying(fault ->
                        assertThat(fault).contains("no role chaoxue_misspelt", "QUARKUS_FLYWAY_PLACEHOLDERS_SERVICE"));
        assertThat(new Migrating(absent).tell()).isEqualTo(1);
    }
}
