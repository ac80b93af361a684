package cn.chaoxue.isolation;

import cn.chaoxue.org.UnitRef;
import java.util.Optional;

/// How a unit stands to the caller's own.
enum Relation {
    OWN,
    CHILD,
    SIBLING,
    PARENT;

    /// Empty for the branches of others further off, and for ancestors of the unit above.
    static Optional<Relation> of(UnitRef unit, UnitRef own) {
        if (unit.id() == own.id()) {
            return Optional.of(OWN);
        }
        if (above(unit).equals(own.path())) {
            return Optional.of(CHILD);
        }
        if (above(own).equals(unit.path())) {
            return Optional.of(PARENT);
        }
        return above(own).equals(above(unit)) ? Optional.of(SIBLING) : Optional.empty();
    }

    private static String above(UnitRef unit) {
        return unit.path().replaceFirst("\\d+/$", "");
    }
}
