package cn.chaoxue.identity;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The refresh token of a program; web sessions send no body. Prints without it.
@Schema(name = "RefreshRequest")
record RefreshRequest(
        @Schema(maxLength = 128, examples = "vT3k…") @Nullable
        String refreshToken) {

    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}
