package cn.chaoxue.liaison;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which field to show in clear, and why.
@Schema(name = "LiaisonRevelationRequest")
record ShowingRequest(
        @NotNull Contact.Field field,

        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "联系集中学习事宜")
        String reason) {}
