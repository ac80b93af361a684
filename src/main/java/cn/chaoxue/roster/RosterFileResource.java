package cn.chaoxue.roster;

import cn.chaoxue.audit.AuditEvent;
import cn.chaoxue.audit.AuditLog;
import cn.chaoxue.audit.Origin;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.problem.Problem;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/// Files around an import: the template before it, the rows that did not pass after it.
@Path("/api/v1/cadres/imports")
@RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
@Produces(MediaType.APPLICATION_OCTET_STREAM)
@APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
@APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
@Tag(name = "Rosters")
class RosterFileResource {

    private final ImportRepository imports;
    private final RowRepository rows;
    private final Database database;
    private final AuditLog audit;
    private final Caller caller;

    RosterFileResource(ImportRepository imports, RowRepository rows, Database database, AuditLog audit, Caller caller) {
        this.imports = imports;
        this.rows = rows;
        this.database = database;
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    @Path("template")
    @Blocking
    @Operation(summary = "An empty roster", description = "With an example, lists to choose from, and notes.")
    @APIResponse(responseCode = "200", description = "A workbook, or CSV")
    public Response template(@QueryParam("format") @DefaultValue("XLSX") Sheet.Format format) throws IOException {
        Response.ResponseBuilder answer = Response.ok(Template.of(format));
        Streaming.headers("roster-template", format).forEach((name, value) -> answer.header(name, value.getFirst()));
        return answer.build();
    }

    @GET
    @Path("{id}/errors")
    @Operation(
            summary = "The rows that did not pass",
            description = "In the form of the template, in clear as they were uploaded, with the reasons in a column of"
                    + " their own: corrected, the file is uploaded again. The download is in the audit log.")
    @APIResponse(responseCode = "200", description = "A workbook, or CSV")
    @APIResponse(responseCode = "404", description = "`not-found`: no such import of the caller's unit")
    public RestMulti<byte[]> errors(
            @PathParam("id") long id,
            @QueryParam("format") @DefaultValue("XLSX") Sheet.Format format,
            @Context RoutingContext context) {
        Origin origin = caller.origin(context);
        Uni<Import> found = imports.find(id, caller.unit().id())
                .map(one -> one.orElseThrow(Problem::notFound))
                .call(of -> told(of, origin));
        return RestMulti.fromUniResponse(
                found,
                of -> Streaming.of(new ErrorSheet(rows, of.id(), format)::next),
                _ -> Streaming.headers("roster-errors-" + id, format));
    }

    private Uni<Void> told(Import of, Origin origin) {
        AuditEvent event = AuditEvent.of(
                origin, "roster.errors", Uploads.subject(of.id()), of.unit().id());
        return database.transaction(tx -> audit.append(tx, event));
    }
}
