package cn.chaoxue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EmbeddedServersTest {

    @Test
    void anyQuarkusTest_isGivenTheServersOfThisJvm() {
        var config = ConfigProvider.getConfig();
        assertThat(config.getValue("quarkus.datasource.reactive.url", String.class))
                .isEqualTo(EmbeddedServers.postgres().reactiveUrl());
        assertThat(config.getValue("quarkus.redis.study.hosts", String.class))
                .isEqualTo(EmbeddedServers.study().hosts());
        assertThat(EmbeddedServers.postgres().process()).isPresent();
        assertThat(EmbeddedServers.study().process()).isPresent();
        assertThat(EmbeddedServers.exam().process()).isPresent();
    }
}
