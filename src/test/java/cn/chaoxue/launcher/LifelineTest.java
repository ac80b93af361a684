package cn.chaoxue.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifelineTest {

    /// The way of systems without a parent-death signal; elsewhere [DemoTest] covers the kernel's way.
    @Test
    void watchedProcess_endsWhenTheWatchersInputCloses() throws IOException, InterruptedException {
        Process sleeper = new ProcessBuilder("sleep", "100").start();
        Process watcher = Lifeline.watch(sleeper, "KILL");
        assertThat(sleeper.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        watcher.getOutputStream().close();
        assertThat(sleeper.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
