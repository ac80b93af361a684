package cn.chaoxue.study;

/// The answer to a heartbeat, sent after Redis has it.
/// @param progress 0 to 1; exactly 1 when complete
/// @param creditedSeconds newly covered by this heartbeat
/// @param refusedSeconds watched faster than the wall clock allows; they may be reported again later
/// @param nextInSeconds when to send the next one
record HeartbeatView(
        double progress,
        int coveredSeconds,
        int creditedSeconds,
        int refusedSeconds,
        boolean complete,
        int nextInSeconds) {

    /// As the API document has it. Numbers and a flag alone, so nothing needs escaping.
    String json() {
        return "{\"progress\":" + progress
                + ",\"coveredSeconds\":" + coveredSeconds
                + ",\"creditedSeconds\":" + creditedSeconds
                + ",\"refusedSeconds\":" + refusedSeconds
                + ",\"complete\":" + complete
                + ",\"nextInSeconds\":" + nextInSeconds + "}";
    }
}
