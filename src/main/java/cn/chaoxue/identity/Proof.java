package cn.chaoxue.identity;

/// What became of a shown second factor.
sealed interface Proof {

    /// It was right. `recovery`: a recovery code, which is used up now.
    record Right(boolean recovery) implements Proof {}

    record Wrong() implements Proof {}

    /// Wrong too often: only a superior helps.
    record Locked() implements Proof {}
}
