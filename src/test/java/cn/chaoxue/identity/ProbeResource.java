package cn.chaoxue.identity;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/// Endpoints that exist in tests only: one by role, one that names nobody.
@Path("/test/probe")
class ProbeResource {

    @Inject
    Caller caller;

    @GET
    @RolesAllowed(Role.Names.LEARNER)
    public String who() {
        return caller.id() + " " + caller.unit().path();
    }

    @POST
    @RolesAllowed(Role.Names.LEARNER)
    public String change() {
        return "changed";
    }

    @GET
    @Path("closed")
    public String unannotated() {
        return "open to nobody";
    }
}
