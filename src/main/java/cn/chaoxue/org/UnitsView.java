package cn.chaoxue.org;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Units in their display order.
@Schema(name = "Units")
record UnitsView(
        List<UnitView> items,

        @Schema(description = "Whether a search found more than are listed: narrow it")
        boolean more) {

    /// All there are.
    static UnitsView of(List<Unit> units) {
        return new UnitsView(units.stream().map(UnitView::of).toList(), false);
    }

    /// What was found, up to as many as are listed.
    static UnitsView found(List<Unit> units) {
        return new UnitsView(
                units.stream().limit(Units.LISTED).map(UnitView::of).toList(), units.size() > Units.LISTED);
    }
}
