package cn.chaoxue.identity;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// From where somebody logs in: the network address, and the coarse name of the device, if that tells it. And since
/// when, in nanoseconds of this JVM.
record Arrival(String address, @Nullable String device, long since) {

    /// The last step is given this much however long the others took.
    private static final Duration LEAST = Duration.ofMillis(600);

    static Arrival of(RoutingContext request) {
        return new Arrival(request.request().remoteAddress().hostAddress(), DeviceName.of(request), System.nanoTime());
    }

    /// What the first step may take of `whole` from now, so that the last one has its least within it, too.
    Duration toBegin(Duration whole) {
        return left(whole.minus(LEAST));
    }

    /// What is left of `whole` now.
    Duration left(Duration whole) {
        return late(whole) ? LEAST : whole.minusNanos(System.nanoTime() - since);
    }

    /// Whether there is no time for anything that can be done another day.
    boolean late(Duration whole) {
        return whole.minusNanos(System.nanoTime() - since).compareTo(LEAST) <= 0;
    }
}
