package cn.chaoxue.cadre;

/// What a superior does to an account; `action` is its name in the audit log.
enum AccountAct {
    DISABLE("account.disable"),
    ENABLE("account.enable"),
    /// Back to the initial password, all log-ins ended: for a forgotten password, and for one that may have leaked.
    RESET("account.reset");

    final String action;

    AccountAct(String action) {
        this.action = action;
    }
}
