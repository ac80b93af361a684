package cn.chaoxue.cadre;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which version of a proposal is approved: the one that was shown.
@Schema(name = "Approval")
record ApprovalRequest(
        @NotNull(message = EXPECTED)
        @Schema(description = "As the queue told it, to the microsecond", examples = "2026-03-01T08:00:00.123456Z")
        Instant submittedAt) {

    static final String EXPECTED = "expected the `submittedAt` of the version that was shown";
}
