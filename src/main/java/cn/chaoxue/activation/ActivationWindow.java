package cn.chaoxue.activation;

import cn.chaoxue.org.UnitRef;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A time in which the initial passwords of a unit and all below it work.
@Schema(name = "ActivationWindow")
record ActivationWindow(
        @Schema(examples = "17") long id,
        UnitRef unit,
        Instant opensAt,
        Instant closesAt,

        @Schema(description = "Closed before its time") @Nullable
        Instant endedAt,

        @Schema(examples = "2026 年新任团干部集中激活") String reason) {

    static final String SELECT = """
            select w.id, w.opens_at, w.closes_at, w.ended_at, w.reason,
                u.id as unit_id, u.name as unit_name, u.path as unit_path
            from activation_window w join unit u on u.id = w.unit_id
            """;

    static ActivationWindow of(Row row) {
        return new ActivationWindow(
                row.getLong("id"),
                new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")),
                row.getOffsetDateTime("opens_at").toInstant(),
                row.getOffsetDateTime("closes_at").toInstant(),
                row.getOffsetDateTime("ended_at") == null
                        ? null
                        : row.getOffsetDateTime("ended_at").toInstant(),
                row.getString("reason"));
    }
}
