package cn.chaoxue.identity;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What the caller may do, and where.
@Schema(name = "MyRights")
record RightsView(List<Right> items) {

    @Schema(name = "MyRight")
    record Right(
            Role role,
            Caller.CallerUnit unit,
            @Schema(examples = "2026-03-01T08:00:00Z") Instant givenAt,

            @Schema(examples = "2026-06-30T16:00:00Z", description = "It ends by itself then") @Nullable
            Instant endsAt) {}
}
