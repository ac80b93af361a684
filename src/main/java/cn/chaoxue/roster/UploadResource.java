package cn.chaoxue.roster;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.http.Language;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.sheet.Sheet;
import cn.chaoxue.platform.sheet.Streaming;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// A file on its way in (A1.1): the template to fill in, then the parts of what was filled in.
@Path("/api/v1/cadres/imports")
@RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@Tag(name = "Rosters")
class UploadResource {

    private final Uploads uploads;
    private final Steps steps;
    private final RosterConfig config;
    private final Caller caller;

    UploadResource(Uploads uploads, Steps steps, RosterConfig config, Caller caller) {
        this.uploads = uploads;
        this.steps = steps;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @Path("template")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Blocking
    @Operation(
            summary = "An empty roster",
            description =
                    "With an example, lists to choose from, and notes, in Chinese or English by `Accept-Language`. Files in either"
                            + " are read.")
    @APIResponse(responseCode = "200", description = "A workbook, or CSV")
    public Response template(
            @QueryParam("format") @DefaultValue("XLSX") Sheet.Format format,
            @HeaderParam("Accept-Language") @Nullable String language)
            throws IOException {
        Response.ResponseBuilder answer = Response.ok(Template.of(format, Language.accepted(language)));
        Streaming.headers("roster-template", format).forEach((name, value) -> answer.header(name, value.getFirst()));
        return answer.build();
    }

    @POST
    @Operation(
            summary = "Announce a file",
            description =
                    "Then send its parts, each of `partBytes` but the last, and complete it. Nothing changes until"
                            + " the import is applied: every import begins with a dry run.")
    @APIResponse(
            responseCode = "201",
            description = "The import",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: no name, or no size")
    @APIResponse(
            responseCode = "409",
            description =
                    "`conflict`, reason `too-many-imports`: finish or cancel others; or `too-many-files`: the account"
                            + " brought enough today")
    @APIResponse(responseCode = "413", description = "`payload-too-large`: larger than any roster may be")
    public Uni<Response> begin(
            @NotNull @Valid ImportRequest request,
            @HeaderParam("Accept-Language") @Nullable String language,
            @Context RoutingContext context) {
        if (request.bytes() > config.maxFile().asLongValue()) {
            throw Problem.payloadTooLarge((int) config.maxFile().asLongValue());
        }
        return uploads.begin(caller.unit().id(), request.fileName().strip(), request.bytes(), caller.origin(context))
                .chain(step -> steps.view(step, caller.unit().id(), Language.accepted(language)))
                .map(view ->
                        Response.status(Response.Status.CREATED).entity(view).build());
    }

    @PUT
    @Path("{id}/parts/{ordinal}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Send a part of the file", description = "Counted from 0; sent again, it replaces itself.")
    @APIResponse(responseCode = "204", description = "Stored")
    @APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `part-size` or `state`")
    public Uni<Void> part(
            @PathParam("id") long id, @PathParam("ordinal") @Min(0) @Max(1_000_000) int ordinal, byte[] content) {
        return uploads.part(id, caller.unit().id(), ordinal, content)
                .invoke(Steps::refuse)
                .replaceWithVoid();
    }

    @POST
    @Path("{id}/completion")
    @Operation(summary = "Have the file read", description = "All parts are there; the dry run begins.")
    @APIResponse(
            responseCode = "200",
            description = "The import",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
    @APIResponse(responseCode = "409", description = "`conflict`, reason `part-missing`, `state` or `too-many-files`")
    public Uni<ImportView> complete(
            @PathParam("id") long id,
            @HeaderParam("Accept-Language") @Nullable String language,
            @Context RoutingContext context) {
        return uploads.complete(id, caller.unit().id(), caller.origin(context))
                .chain(step -> steps.view(step, caller.unit().id(), Language.accepted(language)));
    }
}
