package cn.chaoxue.posting;

import org.jspecify.annotations.Nullable;

/// What became of a wish or of a decision.
sealed interface PostingOutcome {

    record Done(long changeId) implements PostingOutcome {}

    /// No such person or change, or not the caller's to decide about.
    record Absent() implements PostingOutcome {}

    /// A field of the request does not fit.
    record Unfit(String field, String why) implements PostingOutcome {}

    /// How things stand refuses it; `reason` is the slug of the problem.
    /// @param wanting the field that would make it possible, and how; null: none would
    record Refused(String reason, String why, @Nullable Unfit wanting) implements PostingOutcome {

        Refused(String reason, String why) {
            this(reason, why, null);
        }
    }
}
