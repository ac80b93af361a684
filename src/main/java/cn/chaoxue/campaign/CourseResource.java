package cn.chaoxue.campaign;

import cn.chaoxue.course.Catalogue;
import cn.chaoxue.course.CourseView;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role.Names;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Courses as their readers see them. Stands here and not beside the catalogue because enrolment decides who reads.
@Path("/api/v1/courses")
@Tag(name = "My study")
@RolesAllowed(Names.SIGNED_IN)
class CourseResource {

    private final Catalogue catalogue;
    private final Enrolments enrolments;
    private final Caller caller;

    CourseResource(Catalogue catalogue, Enrolments enrolments, Caller caller) {
        this.catalogue = catalogue;
        this.enrolments = enrolments;
        this.caller = caller;
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "A course with sections and lecturers",
            description =
                    "For learners enrolled for it in a campaign that has opened, and for who looks after courses or"
                            + " learners. Text courses are"
                            + " laid out as sections end to end by reading floor. Never holds questions or answers.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CourseView.class),
                            examples = @ExampleObject(value = CampaignExamples.COURSE)))
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "404", description = "`not-found`: absent, or the learner is not enrolled for it")
    public Uni<CourseView> course(@PathParam("id") long id) {
        return mayRead(id)
                .chain(may -> may ? catalogue.course(id) : Uni.createFrom().item(Optional.<CourseView>empty()))
                .map(course -> course.orElseThrow(Problem::notFound));
    }

    private Uni<Boolean> mayRead(long id) {
        return Staff.readsCourses(caller)
                ? Uni.createFrom().item(true)
                : enrolments.mayRead(new LearnerCourse(caller.id(), id));
    }
}
