package cn.chaoxue.identity;

import cn.chaoxue.platform.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;

/// Makes `@Inject Caller` work where an endpoint names its roles: its token is verified before the method runs.
final class CallerProducer {

    @Produces
    @RequestScoped
    Caller caller(SecurityIdentity identity) {
        Caller caller = identity.getAttribute(TokenMechanism.CALLER);
        if (caller == null) {
            throw Problem.unauthenticated("A valid access token is required.");
        }
        return caller;
    }
}
