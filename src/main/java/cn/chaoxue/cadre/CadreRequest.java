package cn.chaoxue.cadre;

import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A record as it shall be. Of numbers that are only ever shown masked, null leaves what is there, and an empty e-mail
/// or QQ removes it. Birth date and sex follow from the ID number; given as well, they must agree with it, and
/// the birth date comes with the number.
@Schema(name = "CadreRequest")
public record CadreRequest(
        @Schema(examples = "130", description = "Needed for a new record; fixed afterwards") @Nullable
        Long unitId,

        @NotBlank @Pattern(regexp = Forms.NAME, message = Forms.NAME_MESSAGE) @Schema(examples = "林晓")
        String name,

        @Size(max = 20) @Schema(examples = "11010519491231002X", description = "Needed for a new record") @Nullable
        String idNumber,

        @Pattern(regexp = Forms.MOBILE, message = Forms.MOBILE_MESSAGE)
        @Schema(examples = "13800000000", description = "Needed for a new record")
        @Nullable
        String mobile,

        @Schema(examples = "1949-12-31") @Nullable LocalDate birthDate,
        @Nullable Sex sex,
        @NotNull CadreClass cadreClass,
        @NotNull Employment employment,

        @NotBlank @Size(max = 60) @Impersonal @Schema(examples = "团委书记")
        String post,

        @NotNull @Schema(examples = "2024-09-01") LocalDate inPostSince,
        @Schema(examples = "2026-08-31") @Nullable LocalDate inPostUntil,

        @Schema(
                examples = "2018-09-01",
                description = "The day of the first appointment, where an earlier post came before this one; without"
                        + " it, what is known stays")
        @Nullable
        LocalDate appointedOn,

        @Size(max = 80)
        @Pattern(regexp = Forms.EMAIL, message = Forms.EMAIL_MESSAGE)
        @Schema(examples = "lin.xiao@example.cn")
        @Nullable
        String email,

        @Pattern(regexp = Forms.QQ, message = Forms.QQ_MESSAGE) @Schema(examples = "123456789") @Nullable
        String qq,

        @Schema(examples = "3", description = "Needed for a change: of the record that was edited") @Nullable
        Integer version) {

    /// A row of a file as it came: whatever it lacks is null, and [CadreRules] tells so.
    @SuppressWarnings("NullAway")
    public static CadreRequest asGiven(
            @Nullable String name,
            @Nullable String idNumber,
            @Nullable String mobile,
            @Nullable LocalDate birthDate,
            @Nullable Sex sex,
            @Nullable CadreClass cadreClass,
            @Nullable Employment employment,
            @Nullable String post,
            @Nullable LocalDate inPostSince,
            @Nullable LocalDate inPostUntil,
            @Nullable LocalDate appointedOn,
            @Nullable String email,
            @Nullable String qq) {
        return new CadreRequest(
                null,
                name,
                idNumber,
                mobile,
                birthDate,
                sex,
                cadreClass,
                employment,
                post,
                inPostSince,
                inPostUntil,
                appointedOn,
                email,
                qq,
                null);
    }

    /// Names nobody: requests end up in failures.
    @Override
    public String toString() {
        return "CadreRequest[]";
    }
}
