package cn.chaoxue.rights;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A right that was given. Prints without the password.
@Schema(name = "GivenGrant")
record GivenView(
        Holding grant,

        @Schema(examples = "KM7Q-X3WP-EH5R-9TAB", description = "For the first log-in; not shown again") @Nullable
        String oneTimePassword) {

    @Override
    public String toString() {
        return "GivenView[]";
    }
}
