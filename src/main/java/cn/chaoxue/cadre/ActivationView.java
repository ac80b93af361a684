package cn.chaoxue.cadre;

import cn.chaoxue.org.UnitRef;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Where my activation stands, and the record to confirm.
@Schema(name = "Activation")
record ActivationView(@Schema(examples = "PENDING") State state, ProfileView profile) {

    enum State {
        PENDING,
        ACTIVE
    }

    static ActivationView of(Cadre cadre, UnitRef unit) {
        State state = cadre.activatedAt == null ? State.PENDING : State.ACTIVE;
        return new ActivationView(state, ProfileView.of(cadre, unit));
    }
}
