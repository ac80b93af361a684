package cn.chaoxue.cadre;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Whom to list. In the body, since addresses end up in logs and names are personal (A1.9).
@Schema(name = "CadreSearch")
record CadreSearchRequest(
        @Schema(examples = "12", description = "Unit id; without it, the caller's whole subtree") @Nullable
        Long unit,

        @Size(max = 32)
        @Pattern(regexp = Forms.NAME_PIECE, message = Forms.NAME_PIECE_MESSAGE)
        @Schema(examples = "晓", description = "Part of the name")
        @Nullable
        String name,

        @Size(max = 32)
        @Pattern(regexp = Forms.NAME_PIECE, message = Forms.NAME_PIECE_MESSAGE)
        @Schema(examples = "lx", description = "Beginning of the name, or of its initials in pinyin")
        @Nullable
        String q,

        @Nullable CadreClass cadreClass,
        @Nullable Employment employment,
        @Nullable AccountStatus status,

        @Schema(description = "New appointees of the running study cycle alone")
        boolean newAppointee,

        @Pattern(regexp = Forms.CURSOR, message = Forms.CURSOR_MESSAGE)
        @Schema(examples = "4711", description = "From `next` of the page before")
        @Nullable
        String after,

        @Min(1) @Max(200) @Schema(examples = "50", defaultValue = "50") @Nullable
        Integer limit)
        implements PagedSearch {

    /// The same, within the unit at this path, in this cycle.
    CadreQuery within(String unitPath, Cycle running) {
        Cycle newIn = newAppointee ? running : null;
        return new CadreQuery(unitPath, name, q, cadreClass, employment, status, newIn, from(), rows());
    }

    /// Names nobody: requests end up in failures.
    @Override
    public String toString() {
        return "CadreSearchRequest";
    }
}
