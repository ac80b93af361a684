package cn.chaoxue.demo;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How many learners study for how long.
record RehearsalRequest(
        @Min(1) @Max(5000) @Schema(examples = "500") int learners,
        @Min(10) @Max(900) @Schema(examples = "300") int seconds) {}
