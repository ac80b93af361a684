package cn.chaoxue.identity;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Old and new password. Prints without either.
@Schema(name = "PasswordRequest")
record PasswordRequest(
        @NotNull @Size(min = 1, max = 128) String currentPassword,

        @NotNull @Size(min = 1, max = 128) @Schema(examples = "a new long one")
        String newPassword) {

    @Override
    public String toString() {
        return "PasswordRequest[]";
    }
}
