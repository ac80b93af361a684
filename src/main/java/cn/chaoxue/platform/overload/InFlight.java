package cn.chaoxue.platform.overload;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/// Requests begun and not answered. Each is counted out when its exchange ends, in whatever way.
@Singleton
class InFlight {

    private final AtomicInteger requests = new AtomicInteger();

    void begin(RoutingContext context) {
        requests.incrementAndGet();
        context.addEndHandler(_ -> requests.decrementAndGet());
    }

    int requests() {
        return requests.get();
    }
}
