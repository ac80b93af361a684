package cn.chaoxue.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A code of the authenticator app, or a recovery code. Prints without it.
@Schema(name = "SecondFactorCode")
record FactorCodeRequest(
        @NotBlank @Size(max = 32) @Schema(examples = "287082")
        String code) {

    @Override
    public String toString() {
        return "FactorCodeRequest[]";
    }
}
