package cn.chaoxue.identity;

/// What became of using an initial password (A1.3): of all uses of one, a single one comes to an end.
public sealed interface Activation {

    record Done(Grant grant) implements Activation {}

    /// The account is not pending, or not any more.
    record Over() implements Activation {}

    /// A later use of the initial password, or another one, made the token void.
    record Superseded() implements Activation {}

    /// The window it was begun in has closed.
    record Closed() implements Activation {}
}
