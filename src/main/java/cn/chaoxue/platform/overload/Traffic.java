package cn.chaoxue.platform.overload;

import java.util.Locale;

/// What a request carries, in the order in which a process under pressure refuses it: the first here goes first, the
/// last goes last. The order is a promise to clients (docs/adr/0011).
public enum Traffic {
    /// Watched seconds. They overlap and pages keep them, so a refused one comes back with the next.
    HEARTBEATS,
    /// Live counts. Whoever watches them sees them a little later.
    BOARDS,
    /// Looking around: courses, units, people, hours.
    BROWSING,
    /// Getting in, and renewing a login.
    LOGIN,
    /// Beginning a test, going on with it, saving answers.
    EXAM_START,
    /// Handing in a test, the one thing that cannot wait for long.
    EXAM_SUBMISSION;

    /// The name in metrics.
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
