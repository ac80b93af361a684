package cn.chaoxue.activation;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Resets of a subtree, newest first; `next` goes into `before` for older ones, and is null at the end.
@Schema(name = "ActivationResetPage")
record ResetsView(
        List<Reset> items,
        @Schema(examples = "17") @Nullable String next) {

    static ResetsView of(List<Reset> found, int limit) {
        List<Reset> items = found.stream().limit(limit).toList();
        return new ResetsView(
                items, found.size() > limit ? Long.toString(items.getLast().id()) : null);
    }
}
