package cn.chaoxue.roster;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/// A province with a city, and an administrator who may take files out in clear.
abstract class Exporting {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    UnitRef province;
    UnitRef city;
    Uploading admin;
    Person administrator;

    @BeforeEach
    final void administratorOfAProvince() {
        province = units.province();
        city = units.city(province);
        administrator = people.active(province, Role.PROVINCE_ADMIN, Role.UNMASK);
        admin = new Uploading(people.tokenOf(administrator));
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
