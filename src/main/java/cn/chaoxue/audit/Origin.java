package cn.chaoxue.audit;

/// Who acts, and from where: an account and its network address.
public record Origin(long actorId, String address) {

    /// Someone with access to the machine; no account.
    public static final Origin COMMAND_LINE = new Origin(0, "command line");
}
