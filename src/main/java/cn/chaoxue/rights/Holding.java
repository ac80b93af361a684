package cn.chaoxue.rights;

import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A right in effect: who holds it, over what, from whom, until when. Names are in full: who answers for others does
/// so by name.
@Schema(name = "Grant")
record Holding(
        @Schema(examples = "17") long id,
        Role role,
        UnitRef unit,
        Holder holder,
        @Schema(examples = "2026-03-01T08:00:00Z") Instant givenAt,

        @Schema(examples = "王敏", description = "Null came with the account") @Nullable
        String givenBy,

        @Schema(examples = "接任市级管理员") String reason,
        @Schema(examples = "2027-01-31T16:00:00Z") @Nullable Instant endsAt) {

    /// @param secondFactor whether one is set up
    @Schema(name = "GrantHolder")
    record Holder(
            @Schema(examples = "4711") long id,
            @Schema(examples = "林晓") String name,
            @Schema(examples = "ACTIVE") String status,
            boolean secondFactor) {}

    static final String SELECT = """
            select g.id, g.role, g.given_at, g.reason, g.ends_at, u.id as unit_id, u.name as unit_name, u.path as unit_path,
                a.id as holder_id, a.display_name as holder, a.status, b.display_name as giver,
                exists (select from second_factor f where f.account_id = a.id and f.secret is not null) as enrolled
            from staff_grant g join unit u on u.id = g.unit_id join account a on a.id = g.account_id
                left join account b on b.id = g.given_by
            where g.over_at is null and (g.ends_at is null or g.ends_at > now())
            """;

    static Holding of(Row row) {
        return new Holding(
                row.getLong("id"),
                Role.of(row.getString("role")),
                new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")),
                new Holder(
                        row.getLong("holder_id"),
                        row.getString("holder"),
                        row.getString("status"),
                        row.getBoolean("enrolled")),
                row.getOffsetDateTime("given_at").toInstant(),
                row.getString("giver"),
                row.getString("reason"),
                instant(row.getOffsetDateTime("ends_at")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
