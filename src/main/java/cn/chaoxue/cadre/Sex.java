package cn.chaoxue.cadre;

/// As the ID number says it.
public enum Sex {
    MALE,
    FEMALE
}
