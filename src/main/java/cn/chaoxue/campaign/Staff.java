package cn.chaoxue.campaign;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import java.util.EnumSet;
import java.util.Set;

/// Callers who look after others' study, each within the own subtree (A1.5).
final class Staff {

    /// Whoever keeps records or reads reports alone has no use for what is taught.
    private static final Set<Role> READERS = EnumSet.of(
            Role.LIAISON, Role.CITY_ADMIN, Role.PROVINCE_ADMIN, Role.CENTRE_ADMIN, Role.OPERATOR, Role.COURSE_OPERATOR);

    private Staff() {}

    /// Whether the caller reads courses without being enrolled for them.
    static boolean readsCourses(Caller caller) {
        return caller.roles().stream().anyMatch(READERS::contains);
    }

    static boolean is(Caller caller) {
        return caller.roles().stream().anyMatch(Role::staff);
    }
}
