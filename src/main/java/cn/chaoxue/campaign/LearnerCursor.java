package cn.chaoxue.campaign;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Where a page of learners ended. Opaque on the wire; what it may reach is decided by the page's own filters, so a
/// made-up one opens nothing.
record LearnerCursor(long unitId, long learnerId) {

    static final LearnerCursor START = new LearnerCursor(0, 0);

    String encoded() {
        byte[] text = (unitId + ":" + learnerId).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /// Empty where the text is not a cursor of ours.
    static Optional<LearnerCursor> decoded(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", -1);
            return parts.length == 2
                    ? Optional.of(new LearnerCursor(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
