package cn.chaoxue.roster;

import cn.chaoxue.platform.http.Language;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Imports of a unit, newest first; `next` goes into `before` for older ones, and is null at the end. With them, what a
/// file may hold at most.
@Schema(name = "RosterImportPage")
record ImportsView(
        List<ImportView> items,
        @Schema(examples = "17") @Nullable String next,
        @Schema(examples = "134217728") long maxFileBytes,
        @Schema(examples = "500000") int maxRows) {

    static ImportsView of(List<Import> found, int limit, RosterConfig config, Language language) {
        List<ImportView> items = found.stream()
                .limit(limit)
                .map(one -> ImportView.of(one, config, language))
                .toList();
        return new ImportsView(
                items,
                found.size() > limit ? Long.toString(items.getLast().id()) : null,
                config.maxFile().asLongValue(),
                config.maxRows());
    }
}
