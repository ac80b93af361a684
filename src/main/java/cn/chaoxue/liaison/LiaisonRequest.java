package cn.chaoxue.liaison;

import cn.chaoxue.cadre.Forms;
import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An entry as it shall be. Of numbers that are only ever shown masked, null leaves what is there, and an empty text
/// removes it.
@Schema(name = "LiaisonRequest")
record LiaisonRequest(
        @NotNull @Schema(examples = "130") Long unitId,

        @NotBlank @Pattern(regexp = Forms.NAME, message = Forms.NAME_MESSAGE) @Schema(examples = "林晓")
        String name,

        @NotBlank @Size(max = 60) @Impersonal @Schema(examples = "组织部副部长")
        String post,

        @Pattern(regexp = "|[0-9+() -]{5,24}", message = "must be a telephone number")
        @Schema(examples = "0571-87000000")
        @Nullable
        String officePhone,

        @Pattern(regexp = "|" + Forms.MOBILE, message = Forms.MOBILE_MESSAGE)
        @Schema(examples = "13800000000")
        @Nullable
        String mobile,

        @Pattern(regexp = Forms.QQ, message = Forms.QQ_MESSAGE) @Schema(examples = "123456789") @Nullable
        String qq,

        @Size(max = 80)
        @Pattern(regexp = Forms.EMAIL, message = Forms.EMAIL_MESSAGE)
        @Schema(examples = "lin.xiao@example.cn")
        @Nullable
        String email,

        @Size(max = 200) @Impersonal @Schema(examples = "工作日在办公室") @Nullable
        String remarks,

        @Schema(examples = "3", description = "Needed for a change: of the entry that was edited") @Nullable
        Integer version) {

    Contact contact(@Nullable Contact before) {
        return new Contact(
                or(officePhone, before == null ? null : before.officePhone()),
                or(mobile, before == null ? null : before.mobile()),
                or(qq, before == null ? null : before.qq()),
                or(email, before == null ? null : before.email()));
    }

    private static @Nullable String or(@Nullable String given, @Nullable String before) {
        return given == null ? before : given.isEmpty() ? null : given;
    }

    /// Names nobody: requests end up in failures.
    @Override
    public String toString() {
        return "LiaisonRequest";
    }
}
