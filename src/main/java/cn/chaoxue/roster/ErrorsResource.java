package cn.chaoxue.roster;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.cadre.Download;
import cn.chaoxue.cadre.Downloads;
import cn.chaoxue.cadre.ExportDesk;
import cn.chaoxue.cadre.Exporting;
import cn.chaoxue.cadre.ReasonRequest;
import cn.chaoxue.cadre.Unmasking;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.http.Language;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.sheet.Sheet;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The rows of an import that did not pass, as a file in clear: for who uploaded them, and, like any export in clear,
/// for holders of the right to (A1.9).
@Path("/api/v1/cadres/imports/{id}/errors")
@RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "200", description = "A workbook, or CSV")
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
@Tag(name = "Rosters")
class ErrorsResource {

    private static final String REASON_NEEDED = """
            {"type": "https://chaoxue.cn/problems/forbidden", "title": "Forbidden", "status": 403,
             "reason": "reason-needed",
             "detail": "Somebody else uploaded the file: its rows leave for a reason; POST it."}
            """;

    private final ImportRepository imports;
    private final RowRepository rows;
    private final ExportDesk desk;
    private final Exporting exporting;
    private final Downloads downloads;
    private final Caller caller;

    ErrorsResource(
            ImportRepository imports,
            RowRepository rows,
            ExportDesk desk,
            Exporting exporting,
            Downloads downloads,
            Caller caller) {
        this.imports = imports;
        this.rows = rows;
        this.desk = desk;
        this.exporting = exporting;
        this.downloads = downloads;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "The own rows that did not pass",
            description =
                    "For who uploaded the file. In the form of the template, in clear as they were uploaded, with the"
                            + " reasons in a column of their own, in Chinese or English by `Accept-Language`: corrected,"
                            + " the file is uploaded again. The download is in the audit log.")
    @APIResponse(
            responseCode = "403",
            description = "`forbidden`: keeps no records; or somebody else uploaded the file: reason `unmask` without"
                    + " the right to see in clear, else `reason-needed`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            examples = {
                                @ExampleObject(name = "unmask", value = Unmasking.MISSING),
                                @ExampleObject(name = "reason-needed", value = REASON_NEEDED)
                            }))
    public Uni<RestResponse<Download>> own(
            @PathParam("id") long id,
            @QueryParam("format") @DefaultValue("XLSX") Sheet.Format format,
            @HeaderParam("Accept-Language") @Nullable String language,
            @Context RoutingContext context) {
        Origin origin = caller.origin(context);
        Uni<Multi<byte[]>> file = found(id)
                .invoke(this::requireOwn)
                .call(of -> exporting.tell(event(of, "roster.errors", origin)))
                .map(of -> file(of, origin, List.of(), Reasons.accepted(language), format));
        return downloads.answer(file, "roster-errors-" + id, format, context);
    }

    @POST
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Somebody's rows that did not pass",
            description =
                    "For holders of `unmask`, with a reason. The same file with a first row that names who took it; it"
                            + " is in the audit log before the first byte leaves, and counts with the exports in clear.")
    @APIResponse(responseCode = "400", description = "`invalid-request`: no reason")
    @APIResponse(
            responseCode = "403",
            description = "`forbidden`: keeps no records, or reason `unmask`: without the right to see in clear",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            examples = @ExampleObject(name = "unmask", value = Unmasking.MISSING)))
    @APIResponse(responseCode = "429", description = "`too-many-requests`: enough was exported in clear today")
    public Uni<RestResponse<Download>> others(
            @PathParam("id") long id,
            @QueryParam("format") @DefaultValue("XLSX") Sheet.Format format,
            @HeaderParam("Accept-Language") @Nullable String language,
            @NotNull @Valid ReasonRequest request,
            @Context RoutingContext context) {
        Origin origin = caller.origin(context);
        Uni<Multi<byte[]>> file = found(id)
                .chain(of -> desk.permittedInClear(
                                event(of, Exporting.ROWS_CLEAR, origin), request, caller, Language.accepted(language))
                        .map(first -> file(of, origin, List.of(first), Reasons.accepted(language), format)));
        return downloads.answer(file, "roster-errors-" + id, format, context);
    }

    private Uni<Import> found(long id) {
        return imports.find(id, caller.unit().id()).map(one -> one.orElseThrow(Problem::notFound));
    }

    private void requireOwn(Import of) {
        if (of.createdBy() != caller.id()) {
            Unmasking.require(caller);
            throw Problem.forbidden(
                    "reason-needed", "Somebody else uploaded the file: its rows leave for a reason; POST it.");
        }
    }

    private Multi<byte[]> file(Import of, Origin origin, List<String> first, Reasons reasons, Sheet.Format format) {
        AuditEvent end = event(of, "roster.errors-sent", origin);
        return ErrorSheet.of(rows, of, first, reasons, format).sent(count -> exporting.done(end, count));
    }

    private static AuditEvent event(Import of, String action, Origin origin) {
        return AuditEvent.of(origin, action, Uploads.subject(of.id()), of.unit().id());
    }
}
