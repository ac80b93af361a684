package cn.chaoxue.rights;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Rights in effect, in the order they were given; `next` goes into `after`, and is null at the end.
@Schema(name = "GrantPage")
record HoldingsView(
        List<Holding> items,
        @Schema(examples = "17") @Nullable String next) {

    /// Of what was found with one more than `limit`.
    static HoldingsView of(List<Holding> found, int limit) {
        List<Holding> items = found.stream().limit(limit).toList();
        return new HoldingsView(
                items, found.size() > limit ? Long.toString(items.getLast().id()) : null);
    }
}
