package cn.chaoxue.identity;

/// What became of a presented access token.
public sealed interface TokenState {

    /// Good: signed by us, not expired, not revoked.
    record Known(Caller caller) implements TokenState {}

    /// The request carries no token.
    record Absent() implements TokenState {}

    /// Forged, malformed, expired or revoked; the caller is not told which.
    record Refused() implements TokenState {}

    /// An unsafe request with a cookie but without the header that only our own pages can send.
    record CrossSite() implements TokenState {}
}
