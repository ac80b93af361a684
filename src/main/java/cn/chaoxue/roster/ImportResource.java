package cn.chaoxue.roster;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.roster.Uploads.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Imports of cadre records from xlsx and CSV files (A1.1): upload in parts, dry run, report, apply. An import is seen
/// by
/// the administrators of the importer's unit alone.
@Path("/api/v1/cadres/imports")
@RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@Tag(name = "Rosters")
class ImportResource {

    private final ImportRepository imports;
    private final RowRepository rows;
    private final Uploads uploads;
    private final RosterConfig config;
    private final Caller caller;

    ImportResource(ImportRepository imports, RowRepository rows, Uploads uploads, RosterConfig config, Caller caller) {
        this.imports = imports;
        this.rows = rows;
        this.uploads = uploads;
        this.config = config;
        this.caller = caller;
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
    @APIResponse(responseCode = "409", description = "`conflict`, reason `too-many-imports`: finish or cancel others")
    @APIResponse(responseCode = "413", description = "`payload-too-large`: larger than any roster may be")
    public Uni<Response> begin(@NotNull @Valid ImportRequest request, @Context RoutingContext context) {
        if (request.bytes() > config.maxFile().asLongValue()) {
            throw Problem.payloadTooLarge((int) config.maxFile().asLongValue());
        }
        return uploads.begin(caller.unit().id(), request.fileName().strip(), request.bytes(), caller.origin(context))
                .chain(this::view)
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
                .invoke(ImportResource::refuse)
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
    @APIResponse(responseCode = "409", description = "`conflict`, reason `part-missing` or `state`")
    public Uni<ImportView> complete(@PathParam("id") long id, @Context RoutingContext context) {
        return uploads.complete(id, caller.unit().id(), caller.origin(context)).chain(this::view);
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
                    @Pattern(regexp = "\\d{1,18}", message = "must be a cursor from `next`")
                    @DefaultValue("999999999999999999")
                    String before,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("20") int limit) {
        return imports.page(caller.unit().id(), Long.parseLong(before), limit)
                .map(found -> ImportsView.of(found, limit, config));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One import", description = "Ask again while it is read or applied.")
    @APIResponse(
            responseCode = "200",
            description = "The import",
            content = @Content(schema = @Schema(implementation = ImportView.class)))
    @APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
    public Uni<ImportView> one(@PathParam("id") long id) {
        return view(new Step.Done(id));
    }

    @GET
    @Path("{id}/rows")
    @Operation(
            summary = "The report, row by row",
            description =
                    "What applying each row would do, or did; of wrong ones every reason. Names and numbers masked.")
    @APIResponse(
            responseCode = "200",
            description = "A page of rows",
            content = @Content(schema = @Schema(implementation = RowsView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: limit or cursor does not fit")
    @APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
    public Uni<RowsView> report(
            @PathParam("id") long id,
            @QueryParam("outcome") @Parameter(description = "Only these") @Nullable Outcome outcome,
            @QueryParam("after")
                    @Pattern(regexp = "\\d{1,18}", message = "must be a cursor from `next`")
                    @DefaultValue("0")
                    String after,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit) {
        List<Outcome> outcomes = outcome == null ? Arrays.asList(Outcome.values()) : List.of(outcome);
        return imports.find(id, caller.unit().id())
                .map(found -> found.orElseThrow(Problem::notFound))
                .chain(of -> rows.some(of.id(), Long.parseLong(after), outcomes, limit + 1))
                .map(found -> RowsView.of(found, limit, rows));
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
    public Uni<ImportView> apply(@PathParam("id") long id, @Context RoutingContext context) {
        return uploads.apply(id, caller.unit().id(), caller.origin(context)).chain(this::view);
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
    public Uni<ImportView> cancel(@PathParam("id") long id, @Context RoutingContext context) {
        return uploads.cancel(id, caller.unit().id(), caller.origin(context)).chain(this::view);
    }

    private Uni<ImportView> view(Step step) {
        return imports.find(refuse(step), caller.unit().id())
                .map(found -> ImportView.of(found.orElseThrow(Problem::notFound), config));
    }

    private static long refuse(Step step) {
        return switch (step) {
            case Step.Done(long id) -> id;
            case Step.Absent() -> throw Problem.notFound();
            case Step.Unfit(String reason) -> throw Problem.conflict(reason, detail(reason));
        };
    }

    private static String detail(String reason) {
        return switch (reason) {
            case "too-many-imports" -> "The unit has unfinished imports; finish or cancel them first.";
            case "part-size" -> "The part has another size than announced, or there is none with this number.";
            case "part-missing" -> "Parts are missing.";
            default -> "The import is not in a state for that.";
        };
    }
}
