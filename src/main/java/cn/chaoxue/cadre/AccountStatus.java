package cn.chaoxue.cadre;

/// How far a cadre's account is.
public enum AccountStatus {
    /// Not activated yet (A1.3).
    PENDING,
    ACTIVE,
    /// Signs in no more.
    DISABLED
}
