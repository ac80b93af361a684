package cn.chaoxue.roster;

import cn.chaoxue.cadre.Forms;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What became of an import, row by row.
@Path("/api/v1/cadres/imports")
@RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: keeps no records")
@Tag(name = "Rosters")
@APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
class ReportResource {

    private final ImportRepository imports;
    private final RowRepository rows;
    private final Caller caller;

    ReportResource(ImportRepository imports, RowRepository rows, Caller caller) {
        this.imports = imports;
        this.rows = rows;
        this.caller = caller;
    }

    @GET
    @Path("{id}/rows")
    @Operation(
            summary = "The report, row by row",
            description =
                    "What applying each row would do, or did; of wrong ones every reason, in Chinese or English by"
                            + " `Accept-Language`. Names and numbers masked.")
    @APIResponse(
            responseCode = "200",
            description = "A page of rows",
            content = @Content(schema = @Schema(implementation = RowsView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: limit or cursor does not fit")
    public Uni<RowsView> report(
            @PathParam("id") long id,
            @QueryParam("outcome") @Parameter(description = "Only these") @Nullable Outcome outcome,
            @QueryParam("after") @Pattern(regexp = Forms.CURSOR, message = Forms.CURSOR_MESSAGE) @DefaultValue("0")
                    String after,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit,
            @HeaderParam("Accept-Language") @Nullable String language) {
        List<Outcome> outcomes = outcome == null ? Arrays.asList(Outcome.values()) : List.of(outcome);
        return imports.find(id, caller.unit().id())
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(of -> rows.some(of.id(), Long.parseLong(after), outcomes, limit + 1))
                .map(found -> RowsView.of(found, limit, rows, Reasons.accepted(language)));
    }
}
