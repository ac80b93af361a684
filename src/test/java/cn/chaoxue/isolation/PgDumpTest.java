package cn.chaoxue.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PgDumpTest {

    @Test
    void noneOnThePath_isPassedOver() throws IOException {
        assertThat(PgDump.found(Map.of("PATH", "/nowhere"))).isEmpty();
    }

    @Test
    void noneWhereOneIsNeeded_fails() {
        assertThatIOException()
                .isThrownBy(() -> PgDump.found(Map.of("PATH", "/nowhere", "CHAOXUE_PG_DUMP_NEEDED", "true")))
                .withMessageContaining("no pg_dump");
    }

    @Test
    void namedOneThatIsNone_fails() {
        assertThatIOException()
                .isThrownBy(() -> PgDump.found(Map.of("CHAOXUE_PG_DUMP", "/nowhere/pg_dump")))
                .withMessageContaining("/nowhere/pg_dump");
    }
}
