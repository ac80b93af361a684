package cn.chaoxue.roster;

import cn.chaoxue.identity.Role;
import java.util.Map;

/// A province with a city, and an administrator who may take files out in clear.
abstract class Exporting extends Importing {

    @Override
    final Role[] roles() {
        return new Role[] {Role.PROVINCE_ADMIN, Role.UNMASK};
    }

    final byte[] export(Map<String, Object> request, int status) {
        return admin.as()
                .body(request)
                .post("/api/v1/cadres/exports")
                .then()
                .statusCode(status)
                .extract()
                .asByteArray();
    }

    /// How often the administrator did this, by the log.
    final long entries(String action) {
        return sql.number(
                "select count(*) from audit_entry where actor_id = ? and action = ?", administrator.id(), action);
    }
}
