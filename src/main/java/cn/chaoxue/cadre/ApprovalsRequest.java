package cn.chaoxue.cadre;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Which proposals to approve; with `until`, none that was handed in later.
@Schema(name = "Approvals")
record ApprovalsRequest(
        @NotNull @Size(min = 1, max = 200) @Schema(examples = "[17, 18]")
        List<Long> ids,

        @Nullable Instant until) {

    Instant bound() {
        return until == null ? Instant.MAX : until;
    }
}
