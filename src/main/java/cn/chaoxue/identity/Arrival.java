package cn.chaoxue.identity;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/// From where somebody logs in: the network address, and the coarse name of the device, if that tells it.
record Arrival(String address, @Nullable String device) {

    static Arrival of(RoutingContext request) {
        return new Arrival(request.request().remoteAddress().hostAddress(), DeviceName.of(request));
    }
}
