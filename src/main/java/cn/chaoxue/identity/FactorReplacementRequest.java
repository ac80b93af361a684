package cn.chaoxue.identity;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A code of the present second factor, where there is one. Prints without it.
@Schema(name = "SecondFactorReplacement")
record FactorReplacementRequest(
        @Size(max = 32) @Schema(examples = "287082") @Nullable
        String code) {

    @Override
    public String toString() {
        return "FactorReplacementRequest[]";
    }
}
