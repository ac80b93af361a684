package cn.chaoxue.roster;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.cadre.Forms;
import cn.chaoxue.cadre.Unmasking;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.sheet.Sheet;
import cn.chaoxue.platform.sheet.Streaming;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

/// What became of an import row by row: as pages, and as a file of the rows that did not pass.
@Path("/api/v1/cadres/imports")
@RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@Tag(name = "Rosters")
@APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
class ReportResource {

    private final ImportRepository imports;
    private final RowRepository rows;
    private final Database database;
    private final AuditLog audit;
    private final Caller caller;

    ReportResource(ImportRepository imports, RowRepository rows, Database database, AuditLog audit, Caller caller) {
        this.imports = imports;
        this.rows = rows;
        this.database = database;
        this.audit = audit;
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
                .map(found -> RowsView.of(found, limit, rows, reasons(language)));
    }

    @GET
    @Path("{id}/errors")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "The rows that did not pass",
            description =
                    "In the form of the template, in clear as they were uploaded, with the reasons in a column of"
                            + " their own, in Chinese or English by `Accept-Language`: corrected, the file is uploaded again. The download is in the audit log."
                            + " For who uploaded the file, and for holders of `unmask`; refused with reason `unmask` otherwise.")
    @APIResponse(responseCode = "200", description = "A workbook, or CSV")
    public RestMulti<byte[]> errors(
            @PathParam("id") long id,
            @QueryParam("format") @DefaultValue("XLSX") Sheet.Format format,
            @HeaderParam("Accept-Language") @Nullable String language,
            @Context RoutingContext context) {
        Origin origin = caller.origin(context);
        Uni<Import> found = imports.find(id, caller.unit().id())
                .map(one -> one.orElseThrow(Problem::notFound))
                .invoke(this::requireClear)
                .call(of -> told(of, origin));
        return RestMulti.fromUniResponse(
                found,
                of -> Streaming.of(ErrorSheet.of(rows, of, reasons(language), format)::next),
                _ -> Streaming.headers("roster-errors-" + id, format));
    }

    /// What others uploaded is shown in clear to holders of the right alone (A1.9).
    private void requireClear(Import of) {
        if (of.createdBy() != caller.id()) {
            Unmasking.require(caller);
        }
    }

    private Uni<Void> told(Import of, Origin origin) {
        AuditEvent event = AuditEvent.of(
                origin, "roster.errors", Uploads.subject(of.id()), of.unit().id());
        return database.transaction(tx -> audit.append(tx, event));
    }

    private static Reasons reasons(@Nullable String language) {
        return Reasons.in(Language.accepted(language));
    }
}
