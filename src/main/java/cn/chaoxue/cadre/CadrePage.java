package cn.chaoxue.cadre;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Some cadres; `next` goes into `after` for more, and is null at the end.
@Schema(name = "CadrePage")
record CadrePage(
        List<CadreRow> items,
        @Schema(examples = "4711") @Nullable String next) {

    static CadrePage of(List<CadreRow> rows, int limit) {
        if (rows.size() <= limit) {
            return new CadrePage(rows, null);
        }
        List<CadreRow> items = rows.subList(0, limit);
        return new CadrePage(items, Long.toString(items.getLast().id()));
    }
}
