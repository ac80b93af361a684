package cn.chaoxue.cadre;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One field in clear.
@Schema(name = "Revealed")
record RevealedView(
        RevelationRequest.Field field,
        @Schema(examples = "13800000000") @Nullable String value) {

    /// The value stays out of logs.
    @Override
    public String toString() {
        return "RevealedView[" + field + "]";
    }
}
