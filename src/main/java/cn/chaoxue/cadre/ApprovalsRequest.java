package cn.chaoxue.cadre;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which proposals to approve, each as it was shown.
@Schema(name = "Approvals")
record ApprovalsRequest(
        @NotNull(message = "expected a list of `id` and `submittedAt`")
        @Size(min = 1, max = 200)
        @Schema(examples = "[{\"id\": 17, \"submittedAt\": \"2026-03-01T08:00:00.123456Z\"}]")
        List<@NotNull(message = "expected `id` and `submittedAt`") @Valid Shown> items) {

    /// A proposal, and which version of it.
    @Schema(name = "ShownProposal")
    record Shown(
            @NotNull(message = "expected the `id` of a proposal") @Schema(examples = "17")
            Long id,

            @NotNull(message = ApprovalRequest.EXPECTED)
            @Schema(description = "As the queue told it, to the microsecond", examples = "2026-03-01T08:00:00.123456Z")
            Instant submittedAt) {}
}
