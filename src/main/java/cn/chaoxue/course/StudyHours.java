package cn.chaoxue.course;

import java.math.BigDecimal;

/// The rule of A2.4: one hour of course is one study hour, in steps of 0.5, always rounded up.
public final class StudyHours {

    private static final int STEP_SECONDS = 1800;
    private static final BigDecimal STEP_HOURS = new BigDecimal("0.5");

    private StudyHours() {}

    /// Study hours of a course of `durationSeconds` (> 0): 0:43:54 → 1.0, 1:22:56 → 1.5, 0:10:00 → 0.5.
    public static BigDecimal of(int durationSeconds) {
        return STEP_HOURS.multiply(BigDecimal.valueOf(Math.ceilDiv(durationSeconds, STEP_SECONDS)));
    }
}
