package cn.chaoxue.rights;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.Unit;
import cn.chaoxue.org.UnitLevel;
import java.util.Optional;

/// Which right somebody may give or take at a unit of the own subtree. Administrators stand below whoever names them,
/// and so does who sees in clear: peers could give it back to each other. What else they hand on within their own
/// subtree is less than what they hold.
final class Delegation {

    private Delegation() {}

    /// Whether the role stands at units of this level; the database holds the same (V18).
    static boolean fits(Role role, UnitLevel level) {
        return switch (role) {
            case CENTRE_ADMIN, OPERATOR -> level == UnitLevel.CENTRE;
            case PROVINCE_ADMIN -> level == UnitLevel.PROVINCE;
            case CITY_ADMIN -> level == UnitLevel.CITY;
            case LIAISON, DATABASE_ADMIN, COURSE_OPERATOR, REPORT_VIEWER, UNMASK -> true;
            case LEARNER, ACTIVATE, CHANGE_PASSWORD, SECOND_FACTOR, ENROL -> false;
        };
    }

    /// Why `giver` may not give or take it at `unit`, which lies in the giver's subtree; empty when it may.
    static Optional<GrantOutcome> objection(Caller giver, Role role, Unit unit) {
        if (!fits(role, unit.level())) {
            return Optional.of(new GrantOutcome.Misfit());
        }
        boolean own = unit.path().equals(giver.unit().path());
        boolean beyond = switch (role) {
            case CENTRE_ADMIN, PROVINCE_ADMIN, CITY_ADMIN, UNMASK -> own;
            case OPERATOR -> !giver.has(Role.CENTRE_ADMIN);
            default -> false;
        };
        return beyond ? Optional.of(new GrantOutcome.Beyond()) : Optional.empty();
    }
}
