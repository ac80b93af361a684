package cn.chaoxue.platform.overload;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.List;
import java.util.stream.StreamSupport;

/// How long a task waits for its turn on the slowest event loop: what a request waits before anyone looks at it. Seen
/// also while a loop stands still, because the look comes from outside.
final class LoopDelay {

    private final List<Probe> probes;

    LoopDelay(Vertx vertx) {
        probes = StreamSupport.stream(
                        ((VertxInternal) vertx).getEventLoopGroup().spliterator(), false)
                .map(Probe::new)
                .toList();
    }

    /// The longest delay of all loops; sends the next probes.
    long nanos() {
        return probes.stream().mapToLong(Probe::look).max().orElse(0);
    }

    /// One task on its way through one loop. Written by two threads in turn, never at once.
    private static final class Probe implements Runnable {

        private final EventExecutor loop;
        private volatile long sentAt;
        private volatile long delay;
        private volatile boolean underWay;

        Probe(EventExecutor loop) {
            this.loop = loop;
        }

        long look() {
            if (underWay) {
                return System.nanoTime() - sentAt;
            }
            long last = delay;
            if (!loop.isShuttingDown()) {
                sentAt = System.nanoTime();
                underWay = true;
                loop.execute(this);
            }
            return last;
        }

        @Override
        public void run() {
            delay = System.nanoTime() - sentAt;
            underWay = false;
        }
    }
}
