package cn.chaoxue.liaison;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Why; it goes into the audit log.
@Schema(name = "LiaisonRemoval")
record RemovalRequest(
        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "岗位调整，由他人接任")
        String reason) {}
