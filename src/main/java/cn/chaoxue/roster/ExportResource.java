package cn.chaoxue.roster;

import cn.chaoxue.cadre.Download;
import cn.chaoxue.cadre.Downloads;
import cn.chaoxue.cadre.ExportDesk;
import cn.chaoxue.cadre.Exporting;
import cn.chaoxue.cadre.Exporting.Wish;
import cn.chaoxue.cadre.Unmasking;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.http.Language;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Exports of cadre records, streamed.
@Path("/api/v1/cadres/exports")
@Tag(name = "Rosters")
class ExportResource {

    private final ExportDesk desk;
    private final Exports exports;
    private final Downloads downloads;
    private final Caller caller;

    ExportResource(ExportDesk desk, Exports exports, Downloads downloads, Caller caller) {
        this.desk = desk;
        this.exports = exports;
        this.downloads = downloads;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({Role.Names.DATABASE_ADMIN, Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN
    })
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Export records",
            description =
                    "The filters of the search; masked, or in clear with `unmask` and a reason. The first row names who exported"
                            + " and when; the export is in the audit log. No cell is a formula. In Chinese or English by `Accept-Language`.")
    @APIResponse(responseCode = "200", description = "A workbook, or CSV")
    @APIResponse(responseCode = "400", description = "`invalid-request`: no such filter, or in clear without a reason")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(
            responseCode = "403",
            description = "`forbidden`: keeps no records, or reason `unmask`: in clear without the right to",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            examples = @ExampleObject(name = "unmask", value = Unmasking.MISSING)))
    @APIResponse(responseCode = "404", description = "`not-found`: the unit is absent or outside the caller's subtree")
    @APIResponse(responseCode = "429", description = "`too-many-requests`: enough was exported in clear today")
    public Uni<RestResponse<Download>> export(
            @NotNull @Valid ExportRequest request,
            @HeaderParam("Accept-Language") @Nullable String language,
            @Context RoutingContext context) {
        Uni<Wish> wish = desk.permitted(
                Exporting.Kind.ROSTER, request, caller, caller.origin(context), Language.accepted(language));
        return downloads.answer(wish.map(found -> exports.send(found, request)), "cadres", request.form(), context);
    }
}
