package cn.chaoxue.roster;

import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/// The administrator of a province with one city, at work on its records by files.
abstract class Importing {

    @Inject
    Units units;

    @Inject
    People people;

    @Inject
    Sql sql;

    UnitRef province;
    UnitRef city;
    Person administrator;
    Uploading admin;

    @BeforeEach
    final void administratorOfAProvince() {
        province = units.province();
        city = units.city(province);
        administrator = people.active(province, roles());
        admin = new Uploading(people.tokenOf(administrator));
    }

    Role[] roles() {
        return new Role[] {Role.PROVINCE_ADMIN};
    }
}
