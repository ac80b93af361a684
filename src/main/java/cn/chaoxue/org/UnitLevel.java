package cn.chaoxue.org;

/// Levels of the organisation, top down (A1.5).
public enum UnitLevel {
    CENTRE,
    PROVINCE,
    CITY,
    COUNTY,
    GRASSROOTS
}
