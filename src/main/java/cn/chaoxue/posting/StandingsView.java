package cn.chaoxue.posting;

import cn.chaoxue.cadre.Masking;
import cn.chaoxue.identity.Caller;
import cn.chaoxue.org.UnitRef;
import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Who stood in a subtree on a day, masked; `next` goes into `after` for more, and is null at the end.
@Schema(name = "StandingPage")
record StandingsView(
        LocalDate on,
        List<Item> items,
        @Schema(examples = "4711-17") @Nullable String next) {

    /// `cadreId` is told to those alone who answer for the person today.
    @Schema(name = "Standing")
    record Item(
            @Schema(examples = "4711") @Nullable Long cadreId,
            @Schema(examples = "林*") String name,
            PostingsView.Kind kind,
            @Schema(examples = "团委书记") String post,
            UnitRef unit,
            LocalDate from,
            @Nullable LocalDate until,
            boolean onLeave) {}

    /// A row with what the cursor and the right to the id need.
    record Found(long cadreId, long postingId, String holder, Item item) {

        static Found of(Row row) {
            long cadre = row.getLong("cadre_id");
            Item item = new Item(
                    cadre,
                    Masking.name(row.getString("name")),
                    PostingsView.Kind.valueOf(row.getString("kind")),
                    row.getString("post"),
                    new UnitRef(row.getLong("unit_id"), row.getString("unit_name"), row.getString("unit_path")),
                    row.getLocalDate("valid_from"),
                    row.getLocalDate("last_day"),
                    row.getBoolean("on_leave"));
            return new Found(cadre, row.getLong("id"), row.getString("holder"), item);
        }

        Item seenBy(Caller caller) {
            return caller.reaches(holder)
                    ? item
                    : new Item(null, item.name, item.kind, item.post, item.unit, item.from, item.until, item.onLeave);
        }
    }

    static StandingsView of(LocalDate on, List<Found> found, int limit, Caller caller) {
        List<Found> page = found.stream().limit(limit).toList();
        String next = found.size() > limit
                ? page.getLast().cadreId() + "-" + page.getLast().postingId()
                : null;
        return new StandingsView(
                on, page.stream().map(one -> one.seenBy(caller)).toList(), next);
    }
}
