package cn.chaoxue.cadre;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which version of a proposal is rejected: the one that was shown; and why, for its owner and the audit log.
@Schema(name = "Rejection")
record RejectionRequest(
        @NotNull(message = ApprovalRequest.EXPECTED)
        @Schema(description = "As the queue told it, to the microsecond", examples = "2026-03-01T08:00:00.123456Z")
        Instant submittedAt,

        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "请补充任职时间")
        String reason) {}
