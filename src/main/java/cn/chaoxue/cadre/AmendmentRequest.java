package cn.chaoxue.cadre;

import cn.chaoxue.platform.form.Impersonal;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is wrong with my record, and what is right; what is left out stays, and an empty e-mail or QQ removes it. The
/// ID number is who I am: only an administrator changes that.
@Schema(name = "AmendmentRequest")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AmendmentRequest(
        @Pattern(regexp = Forms.NAME, message = Forms.NAME_MESSAGE) @Schema(examples = "林晓") @Nullable
        String name,

        @Pattern(regexp = Forms.MOBILE, message = Forms.MOBILE_MESSAGE) @Schema(examples = "13800000000") @Nullable
        String mobile,

        @Nullable CadreClass cadreClass,
        @Nullable Employment employment,

        @Size(max = 60)
        @Pattern(regexp = Forms.SOME, message = Forms.SOME_MESSAGE)
        @Impersonal
        @Schema(examples = "团委副书记")
        @Nullable
        String post,

        @Schema(examples = "2024-09-01") @Nullable LocalDate inPostSince,

        @Schema(
                examples = "2018-09-01",
                description = "The day of the first appointment; the day this post began, where none came before it")
        @Nullable
        LocalDate appointedOn,

        @Size(max = 80)
        @Pattern(regexp = Forms.EMAIL, message = Forms.EMAIL_MESSAGE)
        @Schema(examples = "lin.xiao@example.cn")
        @Nullable
        String email,

        @Pattern(regexp = Forms.QQ, message = Forms.QQ_MESSAGE) @Schema(examples = "123456789") @Nullable
        String qq) {

    /// The record as this would make it.
    CadreRecord applied(CadreRecord before) {
        return new CadreRecord(
                name == null ? before.name() : Forms.name(name),
                before.idNumber(),
                or(mobile, before.mobile()),
                contact(email, before.email()),
                contact(qq, before.qq()),
                or(cadreClass, before.cadreClass()),
                or(employment, before.employment()),
                post == null ? before.post() : post.strip(),
                or(inPostSince, before.inPostSince()),
                before.inPostUntil(),
                appointedOn == null ? before.appointedOn() : appointedOn);
    }

    /// Without what the record says already: nobody is shown that, and it stays what it is by the time of the approval.
    AmendmentRequest differingFrom(CadreRecord before) {
        CadreRecord after = applied(before);
        return new AmendmentRequest(
                unless(before.name().equals(after.name()), name),
                unless(before.mobile().equals(after.mobile()), mobile),
                unless(before.cadreClass() == after.cadreClass(), cadreClass),
                unless(before.employment() == after.employment(), employment),
                unless(before.post().equals(after.post()), post),
                unless(before.inPostSince().equals(after.inPostSince()), inPostSince),
                unless(Objects.equals(before.appointedOn(), after.appointedOn()), appointedOn),
                unless(Objects.equals(before.email(), after.email()), email),
                unless(Objects.equals(before.qq(), after.qq()), qq));
    }

    private static <T> @Nullable T unless(boolean same, @Nullable T given) {
        return same ? null : given;
    }

    private static <T> T or(@Nullable T given, T before) {
        return Objects.requireNonNullElse(given, before);
    }

    private static @Nullable String contact(@Nullable String given, @Nullable String before) {
        return given == null ? before : given.isEmpty() ? null : given;
    }

    /// Names nobody: requests end up in failures.
    @Override
    public String toString() {
        return "AmendmentRequest";
    }
}
