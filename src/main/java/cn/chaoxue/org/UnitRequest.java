package cn.chaoxue.org;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A unit as it shall be. Where and at which level is only for a new one.
@Schema(name = "UnitRequest")
record UnitRequest(
        @Schema(examples = "12", description = "Needed for a new unit; the unit above it") @Nullable
        Long parentId,

        @Schema(description = "Needed for a new unit; below the level of the unit above") @Nullable
        UnitLevel level,

        @NotBlank @Size(min = 2, max = 60) @Schema(examples = "共青团杭州市委员会")
        String name,

        @NotBlank @Size(max = 20) @Schema(examples = "杭州") String shortName,

        @Pattern(regexp = "\\d{6}|\\d{9}|\\d{12}", message = "must be an administrative code of 6, 9 or 12 digits")
        @Schema(examples = "330100", description = "GB/T 2260 or GB/T 10114, where there is one")
        @Nullable
        String code,

        @NotNull @Schema(examples = "2026-03-01", description = "Not in the future")
        LocalDate effectiveOn,

        @Schema(examples = "3", description = "Needed for a change: of the unit that was read") @Nullable
        Integer version) {}
