package cn.chaoxue.identity;

import cn.chaoxue.platform.metrics.FeatureMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Says at start, and to whoever watches, which protection of log-ins a setting waives: what a demo wants, nobody else
/// may have by mistake.
@Singleton
class Waivers {

    private static final Logger LOG = Logger.getLogger(Waivers.class);

    private final IdentityConfig config;
    private final FeatureMeters meters;

    Waivers(IdentityConfig config, MeterRegistry registry) {
        this.config = config;
        this.meters = new FeatureMeters(registry, "identity");
    }

    void start(@Observes StartupEvent started) {
        show("second-factor", config.waiveSecondFactor(), "staff who set up no second factor sign in without one");
        show("forced-change", config.waiveForcedChange(), "people keep one-time passwords they should change");
    }

    private void show(String what, boolean waived, String meaning) {
        meters.level("waived", "1 where a setting waives this protection of log-ins", "what", what)
                .set(waived ? 1 : 0);
        if (waived) {
            LOG.warnf("chaoxue.identity.waive-%s is on: %s. It is for demos alone.", what, meaning);
        }
    }
}
