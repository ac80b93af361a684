package cn.chaoxue.platform.overload;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/// Asks [Overload] for raw routes and counts their requests, as [RestAdmission] does for endpoints.
@Singleton
public class RouteAdmission {

    private final Overload overload;
    private final InFlight inFlight;

    RouteAdmission(Overload overload, InFlight inFlight) {
        this.overload = overload;
        this.inFlight = inFlight;
    }

    /// Lets the request in; throws the problem to answer with where its class of traffic is refused now.
    public void admit(Traffic traffic, RoutingContext request) {
        if (overload.sheds(traffic)) {
            throw overload.refusal(traffic);
        }
        inFlight.begin(request);
    }
}
