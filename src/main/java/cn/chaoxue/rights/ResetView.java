package cn.chaoxue.rights;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The password of the next log-in, which must change it there. Prints without it.
@Schema(name = "OneTimePassword")
record ResetView(
        @Schema(examples = "KM7Q-X3WP-EH5R-9TAB", description = "Not shown again")
        String oneTimePassword) {

    @Override
    public String toString() {
        return "ResetView[]";
    }
}
