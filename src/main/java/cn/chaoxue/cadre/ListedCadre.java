package cn.chaoxue.cadre;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A record for an export: name and numbers masked, or, where that was asked for, in clear. `born` is the year, or then
/// the day.
public record ListedCadre(
        long id,
        String name,
        String idNumber,
        String mobile,
        @Nullable String email,
        @Nullable String qq,
        Sex sex,
        String born,
        CadreClass cadreClass,
        Employment employment,
        String post,
        LocalDate inPostSince,
        @Nullable LocalDate inPostUntil,
        @Nullable LocalDate appointedOn,
        AccountStatus status,
        boolean newAppointee,
        String unitNames) {

    /// Names nobody.
    @Override
    public String toString() {
        return "ListedCadre[" + id + "]";
    }
}
