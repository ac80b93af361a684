package cn.chaoxue.demo;

import cn.chaoxue.identity.Role;
import java.time.LocalDate;

/// A synthetic cadre. Everything follows from the seed and the ordinal number.
/// @param unitCode code of the unit in [UnitSeeds]: a leaf, except for administrators and liaisons
/// @param pending not yet activated (A1.3): logs in with the mobile number, once
record DemoPerson(
        int ordinal,
        Role role,
        String unitCode,
        String name,
        boolean male,
        LocalDate birthDate,
        String idNumber,
        String mobile,
        Place place,
        LocalDate inPostSince,
        boolean pending) {

    /// What somebody does where; class as in A3.2.
    record Place(String cadreClass, String employment, String post) {}
}
