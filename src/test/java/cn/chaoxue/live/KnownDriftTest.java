package cn.chaoxue.live;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.live.TallyReconciliation.Drift;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KnownDriftTest {

    private final AtomicLong clock = new AtomicLong();
    private final KnownDrift known = new KnownDrift(clock::get);

    @Test
    void campaignNotCompared_keepsItsDriftBesideTheOthers() {
        known.running(List.of(1L, 2L));
        known.compared(1, new Drift(1, 5));
        known.compared(2, new Drift(2, 7));
        known.running(List.of(1L, 2L));
        known.compared(2, Drift.NONE);
        assertThat(known.total()).isEqualTo(new Drift(1, 5));
    }

    @Test
    void age_isThatOfTheCampaignLeastLatelyCompared() {
        known.running(List.of(1L, 2L));
        pass(600);
        known.running(List.of(1L, 2L));
        known.compared(2, Drift.NONE);
        pass(10);
        assertThat(known.ageSeconds()).isEqualTo(610);
        known.compared(1, Drift.NONE);
        assertThat(known.ageSeconds()).isEqualTo(10);
    }

    @Test
    void nobodyListsCampaigns_ageGrowsAllTheSame() {
        pass(100);
        assertThat(known.ageSeconds()).isEqualTo(100);
        known.running(List.of());
        assertThat(known.ageSeconds()).isZero();
    }

    @Test
    void endedCampaign_isForgotten() {
        known.running(List.of(1L));
        known.compared(1, new Drift(1, 5));
        known.running(List.of());
        assertThat(known.total()).isEqualTo(Drift.NONE);
    }

    private void pass(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
