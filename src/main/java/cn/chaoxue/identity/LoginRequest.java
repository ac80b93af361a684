package cn.chaoxue.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// ID number and password, and the ticket of who was asked to wait. Prints without any.
@Schema(name = "LoginRequest")
record LoginRequest(
        @NotBlank @Size(max = 64) @Schema(examples = "11010119900307123X")
        String username,

        @NotNull @Size(min = 1, max = 128) @Schema(examples = "chaoxue-2026")
        String password,

        @Size(max = 128)
        @Schema(
                description = "From a `waiting-room` answer; keeps the place. Leave it out otherwise.",
                examples = "AAECAwQFBgcAAAAAAAAAKgAAAABnQAAAAAECAwQFBgcICQoLDA0ODw")
        @Nullable
        String ticket) {

    /// The user name as it is looked up: blanks around it and a small x are forgiven.
    String name() {
        return username.strip().toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "LoginRequest[]";
    }
}
