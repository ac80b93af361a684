package cn.chaoxue.org;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A unit as listed.
@Schema(name = "Unit")
record UnitView(
        @Schema(examples = "12") long id,
        @Schema(examples = "浙江省") String name,
        @Schema(examples = "浙江") String shortName,
        UnitLevel level,

        @Schema(examples = "330000", description = "GB/T 2260, where there is one") @Nullable
        String code,

        @Schema(examples = "/1/12/") String path,
        boolean hasChildren,

        @Schema(examples = "2026-03-01", description = "Null while it is open") @Nullable
        LocalDate closedOn) {

    static UnitView of(Unit unit) {
        return new UnitView(
                unit.id(),
                unit.name(),
                unit.shortName(),
                unit.level(),
                unit.code(),
                unit.path(),
                unit.hasChildren(),
                unit.closedOn());
    }
}
