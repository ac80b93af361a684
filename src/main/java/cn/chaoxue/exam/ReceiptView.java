package cn.chaoxue.exam;

/// Proof that a submission is durable.
/// @param receipt letters, digits and hyphens
record ReceiptView(String receipt, long attemptId) {

    /// Nothing in it needs escaping.
    String json() {
        return "{\"receipt\":\"" + receipt + "\",\"attemptId\":" + attemptId + "}";
    }
}
