package cn.chaoxue.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// My log-ins that go on, the newest first.
@Schema(name = "Sessions")
record SessionsView(List<Item> items) {

    /// One of them; `current` is the one that asks.
    @Schema(name = "Session")
    record Item(
            @Schema(examples = "0c6c2f0e-8f0b-4f0e-9a51-5f3a7a8d9b10")
            UUID id,

            Instant beganAt,
            Instant renewedAt,

            @Schema(
                    examples = "Chrome · Windows",
                    description = "Program and system it began on, coarsely; null where they are not known")
            @Nullable
            String device,

            boolean current) {}

    static SessionsView of(List<MySessions.GoingOn> found, UUID current) {
        return new SessionsView(found.stream()
                .map(one -> new Item(
                        one.family(),
                        one.beganAt(),
                        one.renewedAt(),
                        one.device(),
                        one.family().equals(current)))
                .toList());
    }
}
