package cn.chaoxue.cadre;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One field of a proposal that waits, in clear: as it stands, and as it would be.
@Schema(name = "RevealedProposal")
record RevealedProposalView(
        RevelationRequest.Field field,
        @Schema(examples = "13800000000") @Nullable String current,
        @Schema(examples = "13900000000") @Nullable String proposed) {

    static RevealedProposalView of(RevelationRequest.Field field, Amendment amendment) {
        return new RevealedProposalView(field, field.in(amendment.stored().record()), field.in(amendment.wanted()));
    }

    /// The values stay out of logs.
    @Override
    public String toString() {
        return "RevealedProposalView[" + field + "]";
    }
}
