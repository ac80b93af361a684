package cn.chaoxue.cadre;

import cn.chaoxue.identity.Role;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A cadre to enter (A1.1). With a `passwordHash` the account is active at once, as demo accounts and issued
/// administrators are; without one it waits for activation with the mobile number as initial password (A1.2).
public record NewCadre(
        long unitId,
        String name,
        ResidentId idNumber,
        String mobile,
        CadreClass cadreClass,
        Employment employment,
        String post,
        LocalDate inPostSince,
        Set<Role> roles,
        @Nullable String passwordHash,
        boolean mustChangePassword) {

    /// An ordinary learner who has yet to activate.
    public static NewCadre learner(
            long unitId,
            String name,
            ResidentId idNumber,
            String mobile,
            CadreClass cadreClass,
            Employment employment,
            String post,
            LocalDate inPostSince) {
        return new NewCadre(
                unitId,
                name,
                idNumber,
                mobile,
                cadreClass,
                employment,
                post,
                inPostSince,
                Set.of(Role.LEARNER),
                null,
                false);
    }

    /// The same person, active at once under this hash.
    public NewCadre active(String hash, Set<Role> as) {
        return new NewCadre(unitId, name, idNumber, mobile, cadreClass, employment, post, inPostSince, as, hash, false);
    }

    /// Names nobody in full: this record passes through logs and failures.
    @Override
    public String toString() {
        return "NewCadre[" + Masking.name(name) + " " + idNumber + "]";
    }
}
