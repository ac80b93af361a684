package cn.chaoxue.load.faults;

import cn.chaoxue.load.crowd.Meter;

/// What a crowd experienced from one moment to another.
/// @param sent requests whose outcome is known
/// @param served of these
/// @param refused of these, with 503
record Span(long sent, long served, long refused) {

    /// From the beginning until now.
    static Span of(Meter meter) {
        return new Span(meter.attempts(), meter.of("2xx"), meter.of("503"));
    }

    /// What has come since this ended.
    Span until(Meter meter) {
        Span now = of(meter);
        return new Span(now.sent - sent, now.served - served, now.refused - refused);
    }

    double refusedShare() {
        return refused / (double) Math.max(1, sent);
    }
}
