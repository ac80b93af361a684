package cn.chaoxue.exam;

import java.util.List;

/// What became of a batch: entries that could be marked and entries that never can.
record Verdicts(List<Marked> marked, List<Rejected> rejected) {

    /// An entry no retry can save, with the reason.
    record Rejected(Entry entry, String reason) {}
}
