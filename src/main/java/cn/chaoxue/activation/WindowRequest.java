package cn.chaoxue.activation;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A window as it shall be.
@Schema(name = "ActivationWindowRequest")
record WindowRequest(
        @NotNull @Schema(examples = "130") Long unitId,
        @NotNull @Schema(examples = "2026-11-23T00:00:00Z") Instant opensAt,

        @NotNull @Schema(examples = "2026-12-23T00:00:00Z", description = "Ahead, and at most 92 days after opening")
        Instant closesAt,

        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "2026 年新任团干部集中激活")
        String reason) {}
