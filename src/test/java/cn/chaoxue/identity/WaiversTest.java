package cn.chaoxue.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.eclipse.microprofile.config.spi.Converter;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WaiversTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void nothingWaived_isShownAsSuch() {
        assertThat(given().accept("text/plain").get("/q/metrics").asString())
                .containsPattern("(?m)^chaoxue_identity_waived\\{.*what=\"second-factor\".*} 0\\.0$")
                .containsPattern("(?m)^chaoxue_identity_waived\\{.*what=\"forced-change\".*} 0\\.0$");
        assertThat(warningsOf(Map.of())).isEmpty();
    }

    @Test
    void waivedSecondFactor_isWarnedOfAndShown() {
        assertThat(warningsOf(Map.of("chaoxue.identity.waive-second-factor", "true")))
                .singleElement()
                .asString()
                .contains("chaoxue.identity.waive-second-factor", "without one");
        assertThat(waived("second-factor")).isEqualTo(1);
        assertThat(waived("forced-change")).isZero();
    }

    @Test
    void demo_waivesBothAndSaysSo() {
        assertThat(warningsOf(Map.of("chaoxue.demo.enabled", "true"))).hasSize(2);
        assertThat(waived("second-factor")).isEqualTo(1);
        assertThat(waived("forced-change")).isEqualTo(1);
    }

    private List<String> warningsOf(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withMapping(IdentityConfig.class);
        settings.forEach(builder::withDefaultValue);
        IdentityConfig config = builder.build().getConfigMapping(IdentityConfig.class);
        List<String> warnings = new ArrayList<>();
        Handler handler = new Listening(warnings);
        Logger log = Logger.getLogger(Waivers.class.getName());
        log.addHandler(handler);
        try {
            new Waivers(config, meters).start(new StartupEvent());
        } finally {
            log.removeHandler(handler);
        }
        return warnings;
    }

    private double waived(String what) {
        return meters.get("chaoxue.identity.waived").tag("what", what).gauge().value();
    }

    private static final class Listening extends Handler {

        private final List<String> heard;

        Listening(List<String> heard) {
            this.heard = heard;
        }

        @Override
        public void publish(LogRecord entry) {
            heard.add(
                    entry instanceof org.jboss.logmanager.ExtLogRecord ext
                            ? ext.getFormattedMessage()
                            : entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
