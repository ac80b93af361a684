package cn.chaoxue.cadre;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// "My record is right", with the password that replaces the initial one. Prints without it.
@Schema(name = "ConfirmationRequest")
record ConfirmationRequest(
        @NotNull @Size(min = 1, max = 128) @Schema(examples = "a new long one")
        String newPassword) {

    @Override
    public String toString() {
        return "ConfirmationRequest[]";
    }
}
