package cn.chaoxue.org;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Units in their display order.
@Schema(name = "Units")
record UnitsView(List<UnitView> items) {

    static UnitsView of(List<Unit> units) {
        return new UnitsView(units.stream().map(UnitView::of).toList());
    }
}
