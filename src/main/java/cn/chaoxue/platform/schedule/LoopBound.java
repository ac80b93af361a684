package cn.chaoxue.platform.schedule;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Tells loops the bound of their steps before any begins.
@Singleton
class LoopBound {

    void tell(@Observes @Priority(1) StartupEvent starting, LoopConfig config) {
        WorkerLoop.boundSteps(config.longestStep());
    }
}
