package cn.chaoxue.activation;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Whose activation is taken back, and why.
@Schema(name = "ActivationResetRequest")
record ResetRequest(
        @NotNull @Schema(examples = "130") Long unitId,

        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "试点省份重新激活")
        String reason) {}
