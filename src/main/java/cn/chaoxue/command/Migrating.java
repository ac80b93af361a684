package cn.chaoxue.command;

import cn.chaoxue.platform.schema.ServiceRole;
import jakarta.inject.Singleton;

/// What `database migrate` has to say once the start itself has migrated ([Main]).
@Singleton
class Migrating {

    private final ServiceRole role;

    Migrating(ServiceRole role) {
        this.role = role;
    }

    /// Says whether processes can serve on these tables now, by the role that is to; the exit code.
    int tell() {
        return role.fault()
                .map(fault -> {
                    System.out.println("database: the tables are as this version needs them, but " + fault);
                    return 1;
                })
                .orElseGet(() -> {
                    System.out.println("database: the tables are as this version needs them");
                    return 0;
                });
    }
}
