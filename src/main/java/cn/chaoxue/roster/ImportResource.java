package cn.chaoxue.roster;

import cn.chaoxue.cadre.Forms;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.http.Language;
import cn.chaoxue.roster.Uploads.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Imports of cadre records (A1.1) once their files are there: tried out, looked at, applied. An import is seen by the
/// administrators of the importer's unit alone.
@Path("/api/v1/cadres/imports")
@RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@Tag(name = "Rosters")
class ImportResource {

    private final ImportRepository imports;
    private final Uploads uploads;
    private final Steps steps;
    private final RosterConfig config;
    private final Caller caller;

    ImportResource(ImportRepository imports, Uploads uploads, Steps steps, RosterConfig config, Caller caller) {
        this.imports = imports;
        this.uploads = uploads;
        this.steps = steps;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Imports of the caller's unit",
            description = "Newest first; those long done are counts alone.")
    @APIResponse(
            responseCode = "200",
            description = "A page of imports",
            content = @Content(schema = @Schema(implementation = ImportsView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: limit or cursor does not fit")
    public Uni<ImportsView> list(
            @QueryParam("before")
                    @Pattern(regexp = Forms.CURSOR, message = Forms.CURSOR_MESSAGE)
                    @DefaultValue("999999999999999999")
                    String before,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("20") int limit,
            @HeaderParam("Accept-Language") @Nullable String language) {
        return imports.page(caller.unit().id(), Long.parseLong(before), limit)
                .map(found -> ImportsView.of(found, limit, config, Language.accepted(language)));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One import", description = "Ask again while it is read or applied.")
    @APIResponse(
            responseCode = "200",
            description = "The import",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
    public Uni<ImportView> one(@PathParam("id") long id, @HeaderParam("Accept-Language") @Nullable String language) {
        return steps.view(new Step.Done(id), caller.unit().id(), Language.accepted(language));
    }

    @POST
    @Path("{id}/application")
    @Operation(
            summary = "Apply the import",
            description = "In the background: each row is judged again as things are by then. Wrong rows are left out;"
                    + " people recorded elsewhere become cases (A1.7).")
    @APIResponse(
            responseCode = "200",
            description = "The import",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `state`: not ready, or applied already")
    public Uni<ImportView> apply(
            @PathParam("id") long id,
            @HeaderParam("Accept-Language") @Nullable String language,
            @Context RoutingContext context) {
        return uploads.apply(id, caller.unit().id(), caller.origin(context))
                .chain(step -> steps.view(step, caller.unit().id(), Language.accepted(language)));
    }

    @POST
    @Path("{id}/cancellation")
    @Operation(summary = "Cancel the import", description = "What was applied by then stays.")
    @APIResponse(
            responseCode = "200",
            description = "The import",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `state`: it is over already")
    public Uni<ImportView> cancel(
            @PathParam("id") long id,
            @HeaderParam("Accept-Language") @Nullable String language,
            @Context RoutingContext context) {
        return uploads.cancel(id, caller.unit().id(), caller.origin(context))
                .chain(step -> steps.view(step, caller.unit().id(), Language.accepted(language)));
    }
}
