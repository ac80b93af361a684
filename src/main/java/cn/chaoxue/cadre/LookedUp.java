package cn.chaoxue.cadre;

/// What became of looking up an ID number.
sealed interface LookedUp {

    record Somebody(CadreRow row) implements LookedUp {}

    /// Nobody in the caller's subtree has it.
    record Nobody() implements LookedUp {}

    /// The caller has asked enough for this hour.
    record Enough() implements LookedUp {}
}
