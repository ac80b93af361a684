package cn.chaoxue.liaison;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Entries by the place of their unit in the tree; `next` goes into `after` for more, and is null at the end.
@Schema(name = "LiaisonPage")
record LiaisonPage(
        List<LiaisonView> items,
        @Schema(examples = "17") @Nullable String next) {

    static LiaisonPage of(List<LiaisonView> found, int limit) {
        List<LiaisonView> items = found.stream().limit(limit).toList();
        return new LiaisonPage(
                items, found.size() > limit ? Long.toString(items.getLast().id()) : null);
    }
}
