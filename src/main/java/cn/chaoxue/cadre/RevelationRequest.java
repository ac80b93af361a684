package cn.chaoxue.cadre;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which field to show in clear, and why.
@Schema(name = "RevelationRequest")
record RevelationRequest(
        @NotNull Field field,

        @NotBlank @Size(min = 4, max = 200) @Schema(examples = "来电核实身份")
        String reason) {

    /// What is masked everywhere else.
    enum Field {
        ID_NUMBER("idNumber"),
        MOBILE("mobile"),
        EMAIL("email"),
        QQ("qq");

        final String wireName;

        Field(String wireName) {
            this.wireName = wireName;
        }
    }
}
