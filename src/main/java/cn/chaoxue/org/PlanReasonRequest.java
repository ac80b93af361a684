package cn.chaoxue.org;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Why; it goes into the audit log.
@Schema(name = "UnitPlanReason")
record PlanReasonRequest(
        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "区划调整推迟")
        String reason) {}
