package cn.chaoxue.roster;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A file that is about to come.
@Schema(name = "RosterImportRequest")
record ImportRequest(
        @NotBlank
        @Size(max = 120)
        @Impersonal
        @Pattern(regexp = "\\P{Cc}*", message = "must hold no control characters")
        @Schema(examples = "团干部名册.xlsx")
        String fileName,

        @Min(1) @Schema(examples = "41234567") long bytes) {}
