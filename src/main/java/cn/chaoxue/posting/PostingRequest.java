package cn.chaoxue.posting;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A change as it is wished for.
@Schema(name = "PostingRequest")
record PostingRequest(
        @NotNull PostingKind kind,

        @Schema(
                examples = "130",
                description = "The receiving unit, where it lies in the caller's subtree; for `RETURN` where the"
                        + " person comes back to another unit than the own")
        @Nullable
        Long toUnit,

        @Size(min = 2, max = 60)
        @Schema(
                examples = "共青团杭州市委员会",
                description = "The receiving unit elsewhere: its full name or its administrative code")
        @Nullable
        String to,

        @Size(min = 1, max = 60)
        @Impersonal
        @Schema(examples = "团委副书记", description = "The post there; needed where a unit receives the person")
        @Nullable
        String post,

        @NotNull @Schema(examples = "2026-03-01", description = "The first day; past, present or within a year")
        LocalDate effectiveOn,

        @Schema(
                examples = "2027-02-28",
                description = "The last day of a leave, secondment or part-time post, if known")
        @Nullable
        LocalDate until,

        @Schema(examples = "17", description = "Which posting ends; for `END`") @Nullable
        Long postingId,

        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "组织调动，见任免文件")
        String reason) {

    /// The same about another posting.
    PostingRequest ending(long posting) {
        return new PostingRequest(kind, toUnit, to, post, effectiveOn, until, posting, reason);
    }

    /// Whether another unit receives the person, and is asked.
    boolean received() {
        return kind.received() || kind == PostingKind.RETURN && (toUnit != null || to != null);
    }
}
