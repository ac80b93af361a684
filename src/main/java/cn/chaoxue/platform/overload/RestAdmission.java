package cn.chaoxue.platform.overload;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Asks [Overload] before an endpoint is entered, by what the endpoint [Carries]. Raw routes ask for themselves.
@Singleton
class RestAdmission {

    /// Filters are made while the application is built, before there is any configuration.
    private final Provider<Overload> overload;
    private final InFlight inFlight;
    private final Map<Method, Traffic> known = new ConcurrentHashMap<>();

    RestAdmission(Provider<Overload> overload, InFlight inFlight) {
        this.overload = overload;
        this.inFlight = inFlight;
    }

    @ServerRequestFilter
    void admit(ResourceInfo endpoint, RoutingContext context) {
        Traffic traffic = known.computeIfAbsent(endpoint.getResourceMethod(), RestAdmission::carriedBy);
        Overload now = overload.get();
        if (now.sheds(traffic)) {
            throw now.refusal(traffic);
        }
        inFlight.begin(context);
    }

    private static Traffic carriedBy(Method endpoint) {
        @Nullable Carries own = endpoint.getAnnotation(Carries.class);
        Carries carries = own == null ? endpoint.getDeclaringClass().getAnnotation(Carries.class) : own;
        return carries == null ? Traffic.BROWSING : carries.value();
    }
}
