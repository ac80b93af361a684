package cn.chaoxue.rights;

import cn.chaoxue.identity.Role;
import cn.chaoxue.platform.form.Impersonal;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A right to give.
@Schema(name = "NewGrant")
record GrantRequest(
        @Min(1) @Schema(examples = "4711", description = "Who gets it: a recorded cadre")
        long cadreId,

        @NotNull @Schema(examples = "city-admin") Role role,

        @Min(1) @Schema(examples = "130", description = "Over which unit and all below")
        long unitId,

        @Schema(examples = "2027-01-31T16:00:00Z", description = "It ends by itself then; left out: never") @Nullable
        Instant endsAt,

        @NotBlank @Size(min = 4, max = 200) @Impersonal @Schema(examples = "接任市级管理员")
        String reason,

        @Schema(
                examples = "true",
                description = "Makes a password for the first log-in, which must be changed there. All log-ins of the"
                        + " account end, and an earlier second factor is void.")
        boolean oneTimePassword) {}
