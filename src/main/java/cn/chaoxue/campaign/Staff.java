package cn.chaoxue.campaign;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;
import java.util.Set;

/// Callers who look after others' study, each within the own subtree (A1.5).
final class Staff {

    private static final Set<Role> ROLES =
            Set.of(Role.LIAISON, Role.CITY_ADMIN, Role.PROVINCE_ADMIN, Role.CENTRE_ADMIN, Role.OPERATOR);

    private Staff() {}

    static boolean is(Caller caller) {
        return caller.roles().stream().anyMatch(ROLES::contains);
    }
}
