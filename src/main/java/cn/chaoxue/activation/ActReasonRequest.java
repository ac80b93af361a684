package cn.chaoxue.activation;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Why; it goes into the audit log.
@Schema(name = "ActReason")
record ActReasonRequest(
        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "名单有误，暂停激活")
        String reason) {}
