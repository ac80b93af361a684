package cn.chaoxue.demo;

import cn.chaoxue.org.UnitRef;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the loader found or made; empty until it is done.
@Singleton
final class DemoState {

    /// @param units by code
    /// @param cadres how many people there are: those numbered below
    record Loaded(Map<String, UnitRef> units, CampaignLoader.Campaigns campaigns, DemoPeople people, int cadres) {}

    private volatile @Nullable Loaded loaded;

    Optional<Loaded> loaded() {
        return Optional.ofNullable(loaded);
    }

    void set(Loaded done) {
        loaded = done;
    }
}
