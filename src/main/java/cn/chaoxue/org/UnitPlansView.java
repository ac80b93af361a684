package cn.chaoxue.org;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Plans of a subtree, newest first; `next` goes into `before` for older ones, and is null at the end.
@Schema(name = "UnitPlanPage")
record UnitPlansView(
        List<UnitPlan> items,
        @Schema(examples = "17") @Nullable String next) {

    static UnitPlansView of(List<UnitPlan> found, int limit) {
        List<UnitPlan> items = found.stream().limit(limit).toList();
        return new UnitPlansView(
                items, found.size() > limit ? Long.toString(items.getLast().id()) : null);
    }
}
