package cn.chaoxue.cadre;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which proposals to approve.
@Schema(name = "Approvals")
record ApprovalsRequest(
        @NotNull @Size(min = 1, max = 200) @Schema(examples = "[17, 18]")
        List<Long> ids) {}
