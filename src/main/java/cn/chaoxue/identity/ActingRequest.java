package cn.chaoxue.identity;

import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Where to act from now on.
@Schema(name = "ActingUnit")
record ActingRequest(@Min(1) @Schema(examples = "12") long unitId) {}
