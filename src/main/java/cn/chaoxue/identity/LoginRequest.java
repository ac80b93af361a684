package cn.chaoxue.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// ID number and password. Prints without either.
@Schema(name = "LoginRequest")
record LoginRequest(
        @NotBlank @Size(max = 64) @Schema(examples = "11010119900307123X")
        String username,

        @NotNull @Size(min = 1, max = 128) @Schema(examples = "chaoxue-2026")
        String password) {

    @Override
    public String toString() {
        return "LoginRequest[]";
    }
}
