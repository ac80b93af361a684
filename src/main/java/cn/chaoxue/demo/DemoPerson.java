package cn.chaoxue.demo;

import cn.chaoxue.identity.Role;
import java.time.LocalDate;
import java.util.Set;

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

    /// With everything held at the unit. A demo's administrators may see in clear what they keep (A1.9): nobody stands
    /// above them who could be asked for it.
    Set<Role> roles() {
        return role.administrator() ? Set.of(role, Role.UNMASK) : Set.of(role);
    }

    /// What somebody does where; class as in A3.2.
    record Place(String cadreClass, String employment, String post) {}
}
