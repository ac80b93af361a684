package cn.chaoxue.cadre;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Why; it goes into the audit log.
@Schema(name = "Reason")
public record ReasonRequest(
        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "本人来电，密码可能泄露")
        String reason) {}
