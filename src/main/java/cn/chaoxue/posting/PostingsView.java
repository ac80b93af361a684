package cn.chaoxue.posting;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Where one person stood and stands, the latest first.
/// @param appointedOn first day as a cadre
/// @param newAppointee of the running cycle: owes its hours pro rata (A3.3)
@Schema(name = "Postings")
record PostingsView(
        @Schema(examples = "4711") long cadreId,
        Standing standing,
        LocalDate appointedOn,
        boolean newAppointee,
        List<Item> items) {

    /// How the person stands today.
    enum Standing {
        IN_POST,
        ON_LEAVE,
        RETIRED
    }

    /// Which posting it is.
    enum Kind {
        MAIN,
        SECONDMENT,
        PART_TIME,
        LEAVE
    }

    /// One posting; `id` is null where the record alone tells of it.
    @Schema(name = "Posting")
    record Item(
            @Schema(examples = "17") @Nullable Long id,
            Kind kind,
            @Schema(examples = "130") long unitId,
            @Schema(examples = "共青团杭州市委员会") String unit,
            @Schema(examples = "团委书记") @Nullable String post,
            LocalDate from,

            @Schema(description = "The last day; null until further notice") @Nullable
            LocalDate until) {

        static Item of(Row row) {
            return new Item(
                    row.getLong("id"),
                    Kind.valueOf(row.getString("kind")),
                    row.getLong("unit_id"),
                    row.getString("unit_name"),
                    row.getString("post"),
                    row.getLocalDate("valid_from"),
                    row.getLocalDate("last_day"));
        }

        boolean covers(LocalDate day) {
            return !from.isAfter(day) && (until == null || !until.isBefore(day));
        }
    }
}
