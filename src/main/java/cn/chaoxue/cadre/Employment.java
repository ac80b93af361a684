package cn.chaoxue.cadre;

/// How a cadre holds the post (A1.8).
public enum Employment {
    /// 专职.
    FULL_TIME,
    /// 挂职.
    SECONDED,
    /// 兼职.
    PART_TIME
}
