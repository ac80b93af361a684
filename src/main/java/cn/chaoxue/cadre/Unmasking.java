package cn.chaoxue.cadre;

import cn.chaoxue.identity.Caller;
import cn.chaoxue.platform.problem.Problem;

/// Seeing personal data in clear is a right of its own (A1.9): keeping records, or administering a unit, does not bring
/// it.
public final class Unmasking {

    /// What who lacks it is answered, for the description of the API.
    public static final String MISSING = """
            {"type": "https://chaoxue.cn/problems/forbidden", "title": "Forbidden", "status": 403, "reason": "unmask",
             "detail": "Personal data is shown in clear to holders of the right `unmask` alone; a unit above gives it."}
            """;

    private Unmasking() {}

    /// Refuses who does not hold it.
    public static void require(Caller caller) {
        if (!caller.unmasks()) {
            throw Problem.forbidden(
                    "unmask",
                    "Personal data is shown in clear to holders of the right `unmask` alone; a unit above gives it.");
        }
    }
}
