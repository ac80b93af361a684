package cn.chaoxue.campaign;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.identity.Role;

/// Callers who look after others' study, each within the own subtree (A1.5).
final class Staff {

    private Staff() {}

    static boolean is(Caller caller) {
        return caller.roles().stream().anyMatch(Role::staff);
    }
}
