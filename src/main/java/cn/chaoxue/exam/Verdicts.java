package cn.chaoxue.exam;

import java.util.List;

/// What became of a batch: entries that could be marked and entries that never can.
record Verdicts(List<Accepted> accepted, List<Rejected> rejected) {

    /// An entry with its marks.
    record Accepted(Entry entry, Marked marked) {}

    /// An entry no retry can save, with the reason.
    record Rejected(Entry entry, String reason) {}

    /// All marks.
    List<Marked> marked() {
        return accepted.stream().map(Accepted::marked).toList();
    }
}
