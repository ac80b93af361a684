package cn.chaoxue.posting;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Why; it goes into the audit log.
@Schema(name = "ChangeReason")
record ChangeReasonRequest(
        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "编制已满，暂不接收")
        String reason) {}
