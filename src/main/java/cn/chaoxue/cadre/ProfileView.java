package cn.chaoxue.cadre;

import cn.chaoxue.org.UnitRef;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A person's own record, to check before confirming (A1.3). Even to its owner the numbers are masked, and the birth
/// date is its year, the day of which would fill in the ID number: the page may be open on a shared screen.
@Schema(name = "Profile")
record ProfileView(
        @Schema(examples = "林晓") String name,
        @Schema(examples = "330***********1234") String idNumberMasked,
        @Schema(examples = "138****5678") String mobileMasked,
        Sex sex,
        @Schema(examples = "1990") int birthYear,
        CadreClass cadreClass,
        @Schema(examples = "团委书记") String post,
        Employment employment,
        @Schema(examples = "2024-09-01") LocalDate inPostSince,
        @Schema(examples = "2026-08-31") @Nullable LocalDate inPostUntil,

        @Schema(examples = "2018-09-01", description = "First day as a cadre; the hours owed in a cycle follow from it")
        LocalDate appointedOn,

        @Schema(examples = "l***@example.cn") @Nullable String emailMasked,
        @Schema(examples = "12*****89") @Nullable String qqMasked,
        UnitRef unit) {

    static ProfileView of(Cadre cadre, UnitRef unit) {
        return new ProfileView(
                cadre.name,
                cadre.idMasked,
                cadre.mobileMasked,
                cadre.sex,
                cadre.birthYear,
                cadre.cadreClass,
                cadre.post,
                cadre.employment,
                cadre.inPostSince,
                cadre.inPostUntil,
                cadre.firstAppointed(),
                cadre.emailMasked,
                cadre.qqMasked,
                unit);
    }
}
