package cn.chaoxue.oversight;

import cn.chaoxue.audit.AuditQuery;
import cn.chaoxue.audit.AuditReading;
import cn.chaoxue.audit.Subject;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.Units;
import cn.chaoxue.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What was done to the people and units an administrator answers for (A1.9).
@Path("/api/v1/audit")
@Tag(name = "Audit")
class AuditResource {

    private final AuditReading log;
    private final Units units;
    private final Caller caller;

    AuditResource(AuditReading log, Units units, Caller caller) {
        this.log = log;
        this.units = units;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Role.Names.CITY_ADMIN, Role.Names.PROVINCE_ADMIN, Role.Names.CENTRE_ADMIN})
    @Operation(
            summary = "What was done in a subtree",
            description =
                    "Newest first. Without `unit`, the caller's whole subtree; the centre's administrators then see"
                            + " what concerns the whole installation as well. Personal values are masked; a unit"
                            + " outside the caller's branch is `another-unit`.")
    @APIResponse(
            responseCode = "200",
            description = "A page of entries",
            content = @Content(schema = @Schema(implementation = AuditView.class)))
    @APIResponse(responseCode = "400", description = "`invalid-request`: a limit, cursor, kind or time does not fit")
    @APIResponse(responseCode = "401", description = "`unauthenticated`: no valid access token")
    @APIResponse(responseCode = "403", description = "`forbidden`: not an administrator")
    @APIResponse(responseCode = "404", description = "`not-found`: the unit is absent or outside the caller's subtree")
    public Uni<AuditView> read(
            @QueryParam("unit") @Parameter(description = "Unit id", example = "12") @Nullable Long unit,
            @QueryParam("action")
                    @Size(max = 40)
                    @Parameter(description = "Beginning of the action", example = "cadre.")
                    @Nullable
                    String action,
            @QueryParam("actor") @Parameter(description = "Account that acted", example = "12") @Nullable Long actor,
            @QueryParam("subject")
                    @Parameter(description = "Whom or what it concerns: the id among `subjectKind`", example = "4711")
                    @Nullable
                    Long subject,
            @QueryParam("subjectKind")
                    @Pattern(regexp = "[a-z-]{1,40}")
                    @DefaultValue("cadre")
                    @Parameter(
                            description = "Of `subject`, as in `items.subject.kind`: ids of people, units and imports"
                                    + " are numbered apart",
                            example = "unit")
                    String subjectKind,
            @QueryParam("from") @Parameter(description = "Not before", example = "2026-03-01T00:00:00Z") @Nullable
                    String from,
            @QueryParam("until") @Parameter(description = "Before", example = "2026-04-01T00:00:00Z") @Nullable
                    String until,
            @QueryParam("before") @Min(1) @DefaultValue("" + Long.MAX_VALUE) @Parameter(description = "From `next`")
                    long before,
            @QueryParam("limit") @Min(1) @Max(200) @DefaultValue("50") int limit) {
        Instant earliest = time("from", from);
        Instant latest = time("until", until);
        Subject about = subject == null ? null : new Subject(subjectKind, subject);
        boolean everything = unit == null && caller.has(Role.CENTRE_ADMIN);
        return units.findFor(caller, unit == null ? caller.unit().id() : unit)
                .map(found -> found.orElseThrow(Problem::notFound))
                .map(Unit::path)
                .map(path -> new AuditQuery(
                        caller.unit().path(),
                        path,
                        everything,
                        action,
                        actor,
                        about,
                        earliest,
                        latest,
                        before,
                        limit + 1))
                .chain(log::read)
                .map(entries -> AuditView.of(entries, limit));
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw Problem.invalid(field, "must be a time like 2026-03-01T00:00:00Z");
        }
    }
}
