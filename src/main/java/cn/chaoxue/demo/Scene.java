package cn.chaoxue.demo;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/// One call a learner makes; played again as it is when the call fails.
@FunctionalInterface
interface Scene {

    /// Makes the call; yields what comes next.
    Uni<Next> play();

    /// The scene to play after `pause`.
    record Next(Scene scene, Duration pause) {

        Uni<Next> now() {
            return Uni.createFrom().item(this);
        }
    }

    /// The learner has left; never played.
    Scene GONE = () -> Uni.createFrom().nothing();

    /// Leads to [#GONE].
    Next END = new Next(GONE, Duration.ZERO);
}
