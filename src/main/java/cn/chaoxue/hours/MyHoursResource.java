package cn.chaoxue.hours;

import cn.chaoxue.cadre.Cycle;
import cn.chaoxue.cadre.Cycles;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role.Names;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
import org.jspecify.annotations.Nullable;

/// The caller's own study hours (A3.2–A3.4).
@Path("/api/v1/me/hours")
@Tag(name = "My study")
@RolesAllowed(Names.SIGNED_IN)
class MyHoursResource {

    private static final String EXAMPLE = """
            {"cycle":2026,"requiredHours":13.5,"earnedHours":1.0,"reason":"PRO_RATA","fullYearHours":40.0,"monthsInPost":4,
            "entries":[{"courseId":7,"title":"全面解读《关于新形势下党内政治生活的若干准则》(上)","hours":1.0,"source":"CAMPAIGN",
            "creditedAt":"2026-11-20T02:00:00Z"}]}""";

    private final HoursRepository hours;
    private final Cycles cycles;
    private final Caller caller;

    MyHoursResource(HoursRepository hours, Cycles cycles, Caller caller) {
        this.hours = hours;
        this.cycles = cycles;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "My study hours of a cycle",
            description =
                    "What is owed and why (`reason`: FULL_YEAR, PRO_RATA by whole months in post rounded up to 0.5,"
                            + " NOT_IN_POST, PART_TIME, NONE) and every entry of the ledger, the latest first.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MyHoursView.class),
                            examples = @ExampleObject(value = EXAMPLE)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: `cycle` is not a year")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    public Uni<MyHoursView> hours(
            @Parameter(description = "Calendar year; the running one by default")
                    @QueryParam("cycle")
                    @Min(2000)
                    @Max(9999)
                    @Nullable
                    Integer cycle) {
        Cycle asked = cycle == null ? cycles.running() : new Cycle(cycle);
        return hours.requirement(caller.id(), asked)
                .chain(owed -> hours.entries(caller.id(), asked).map(entries -> MyHoursView.of(asked, owed, entries)));
    }
}
