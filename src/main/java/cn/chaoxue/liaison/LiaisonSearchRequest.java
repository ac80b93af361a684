package cn.chaoxue.liaison;

import cn.chaoxue.cadre.Forms;
import cn.chaoxue.cadre.PagedSearch;
import cn.chaoxue.org.UnitLevel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Which entries to list. In the body, since addresses end up in logs and names are personal (A1.9).
@Schema(name = "LiaisonSearch")
record LiaisonSearchRequest(
        @Schema(examples = "12", description = "Unit id; without it, the caller's whole subtree") @Nullable
        Long unit,

        @Schema(description = "Only units of this level") @Nullable
        UnitLevel level,

        @Size(max = 32)
        @Pattern(regexp = Forms.NAME_PIECE, message = Forms.NAME_PIECE_MESSAGE)
        @Schema(examples = "晓", description = "Part of the name")
        @Nullable
        String name,

        @Schema(examples = "false", description = "Those of units that are no more, in place of the others") @Nullable
        Boolean former,

        @Pattern(regexp = Forms.CURSOR, message = Forms.CURSOR_MESSAGE)
        @Schema(examples = "17", description = "From `next` of the page before")
        @Nullable
        String after,

        @Min(1) @Max(200) @Schema(examples = "50", defaultValue = "50") @Nullable
        Integer limit)
        implements PagedSearch {

    @Nullable
    String levelName() {
        return level == null ? null : level.name();
    }

    boolean ofFormer() {
        return Boolean.TRUE.equals(former);
    }

    /// Names nobody: requests end up in failures.
    @Override
    public String toString() {
        return "LiaisonSearchRequest";
    }
}
