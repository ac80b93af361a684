package cn.chaoxue.command;

import cn.chaoxue.platform.form.Impersonal;
import java.util.Optional;

/// Why something is done at the machine; it goes into the audit log, where it is read in clear.
final class GivenReason {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 200;

    private GivenReason() {}

    /// What is wrong with it; empty when nothing is.
    static Optional<String> objection(String reason) {
        if (reason.length() < SHORTEST || reason.length() > LONGEST) {
            return Optional.of("a reason of 4 to 200 characters is needed");
        }
        return Impersonal.Rule.holds(reason) ? Optional.empty() : Optional.of("the reason " + Impersonal.MESSAGE);
    }
}
