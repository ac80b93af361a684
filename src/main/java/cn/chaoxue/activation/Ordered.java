package cn.chaoxue.activation;

/// What became of the order of a reset.
sealed interface Ordered {

    record Begun(long id) implements Ordered {}

    /// The unit is closed or elsewhere by now.
    record Absent() implements Ordered {}

    /// One of the same unit, or of one above it, is at work already.
    record Running() implements Ordered {}
}
