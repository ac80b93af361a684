package cn.chaoxue.identity;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How the caller's second factor stands.
@Schema(name = "SecondFactor")
record FactorView(
        boolean enrolled,

        @Schema(description = "Whether the caller's log-ins ask for one")
        boolean required,

        @Schema(examples = "2026-03-01T08:00:00Z") @Nullable Instant since,

        @Schema(examples = "9", description = "Not used yet")
        long recoveryCodesLeft) {}
