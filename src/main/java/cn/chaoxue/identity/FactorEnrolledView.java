package cn.chaoxue.identity;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The recovery codes, which are not shown again, and the login where the token before could do nothing else.
@Schema(name = "SecondFactorEnrolled")
record FactorEnrolledView(
        @Schema(examples = "[\"KM7QX-3WPEH\"]") List<String> recoveryCodes,
        @Nullable LoginView login) {

    @Override
    public String toString() {
        return "FactorEnrolledView[]";
    }
}
