package cn.chaoxue.org;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Where a unit goes: beneath another, or into it.
@Schema(name = "UnitPlacing")
record PlacingRequest(
        @Schema(examples = "13", description = "The other unit; for a closure none") @Nullable
        Long unitId,

        @NotNull @Schema(examples = "2026-03-01", description = "Not in the future")
        LocalDate effectiveOn) {}
