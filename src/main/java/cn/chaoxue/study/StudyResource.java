package cn.chaoxue.study;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Where a learner stands in a course. Heartbeats come by [HeartbeatRoute] and [LiveStudyRoute].
@Path("/api/v1/study/courses")
@RolesAllowed(Role.Names.LEARNER)
@Tag(name = "Study")
public class StudyResource {

    private final CourseStudy study;
    private final Caller caller;

    StudyResource(CourseStudy study, Caller caller) {
        this.study = study;
        this.caller = caller;
    }

    @GET
    @Path("{courseId}")
    @Operation(
            summary = "Coverage and last position of one of my courses",
            description = "As fresh as the last heartbeat, from any device. `covered` are the seconds that count.")
    @APIResponse(responseCode = "200", description = "Where I stand")
    @APIResponse(responseCode = "401", description = "unauthenticated")
    @APIResponse(responseCode = "404", description = "not-found: no such course, or I am not enrolled for it")
    @APIResponse(responseCode = "503", description = "overloaded, with Retry-After")
    public Uni<CourseStudyView> course(@RestPath long courseId) {
        return study.of(caller.id(), courseId).map(view -> view.orElseThrow(Problem::notFound));
    }
}
