package cn.chaoxue.cadre;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One field in clear.
@Schema(name = "Revealed")
record RevealedView(
        RevelationRequest.Field field,
        @Schema(examples = "13800000000") @Nullable String value) {

    static RevealedView of(RevelationRequest.Field field, StoredCadre stored) {
        return new RevealedView(field, field.in(stored.record()));
    }

    /// The value stays out of logs.
    @Override
    public String toString() {
        return "RevealedView[" + field + "]";
    }
}
