package cn.chaoxue.cadre;

import cn.chaoxue.org.UnitRef;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Where my activation stands, and the record to confirm.
@Schema(name = "Activation")
record ActivationView(
        @Schema(examples = "PENDING") State state,

        @Schema(examples = "请补充任职时间", description = "Why my last amendment was rejected") @Nullable
        String rejection,

        ProfileView profile) {

    enum State {
        PENDING,
        /// What I said is wrong waits for an administrator.
        UNDER_REVIEW,
        /// An administrator has corrected the record; I confirm it.
        APPROVED,
        ACTIVE
    }

    static ActivationView of(Cadre cadre, Optional<Amendments.Latest> latest, UnitRef unit) {
        State state = cadre.activatedAt == null
                ? latest.map(amendment -> stateAfter(amendment.state())).orElse(State.PENDING)
                : State.ACTIVE;
        String rejection =
                state == State.PENDING ? latest.map(Amendments.Latest::reason).orElse(null) : null;
        return new ActivationView(state, rejection, ProfileView.of(cadre, unit));
    }

    private static State stateAfter(Amendments.State amendment) {
        return switch (amendment) {
            case WAITING -> State.UNDER_REVIEW;
            case APPROVED -> State.APPROVED;
            case REJECTED -> State.PENDING;
        };
    }
}
