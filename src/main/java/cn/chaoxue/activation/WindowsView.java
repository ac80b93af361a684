package cn.chaoxue.activation;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Windows of a subtree, newest first; `next` goes into `before` for older ones, and is null at the end.
/// @param alwaysOpen initial passwords work at any time here; windows are not needed
/// @param coveredUntil until when the caller's whole subtree is open, by a window of the own unit or one above
@Schema(name = "ActivationWindowPage")
record WindowsView(
        boolean alwaysOpen,
        @Nullable Instant coveredUntil,
        List<ActivationWindow> items,
        @Schema(examples = "17") @Nullable String next) {}
