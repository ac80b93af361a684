package cn.chaoxue.org;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A change of the tree for a day ahead.
@Schema(name = "UnitPlanRequest")
record UnitPlanRequest(
        @NotNull @Schema(examples = "130", description = "For an opening: the unit above")
        Long unitId,

        @NotNull UnitPlan.Kind kind,

        @NotNull @Schema(examples = "2027-01-01", description = "After today, within a year")
        LocalDate effectiveOn,

        @Schema(examples = "13", description = "For a move: the unit above; for a merger: the one that takes over")
        @Nullable
        Long otherUnit,

        @Size(min = 2, max = 60)
        @Schema(examples = "共青团杭州市钱塘区委员会", description = "For an opening or a renaming")
        @Nullable
        String name,

        @Size(min = 1, max = 20) @Schema(examples = "钱塘", description = "For an opening or a renaming") @Nullable
        String shortName,

        @Pattern(regexp = "\\d{6}|\\d{9}|\\d{12}", message = "must be an administrative code of 6, 9 or 12 digits")
        @Schema(examples = "330114")
        @Nullable
        String code,

        @Schema(description = "For an opening: below the level of the unit above") @Nullable
        UnitLevel level) {}
