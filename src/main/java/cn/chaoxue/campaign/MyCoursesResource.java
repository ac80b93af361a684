package cn.chaoxue.campaign;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role.Names;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// 我的课程 of whoever calls: every account may be enrolled, staff as well.
@Path("/api/v1/me/courses")
@Tag(name = "My study")
@RolesAllowed(Names.SIGNED_IN)
class MyCoursesResource {

    private final MyCoursesService courses;
    private final Caller caller;

    MyCoursesResource(MyCoursesService courses, Caller caller) {
        this.courses = courses;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "My courses and how far I am",
            description = "Courses of the campaigns that are open and enrol the caller. A course of two campaigns"
                    + " appears once in each; its progress is one, passed and completed are each campaign's own.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MyCoursesView.class),
                            examples = @ExampleObject(value = CampaignExamples.MY_COURSES)))
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: an activation token sees nothing else")
    @APIResponse(responseCode = "503", description = "`overloaded`: come again after `Retry-After`")
    public Uni<MyCoursesView> courses(
            @Parameter(description = "Closed campaigns as well, after the open ones") @QueryParam("closed")
                    boolean closed) {
        return courses.of(caller.id(), closed);
    }
}
