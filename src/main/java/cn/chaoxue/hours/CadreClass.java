package cn.chaoxue.hours;

/// Classes of cadres the annual requirement tells apart (A3.2).
enum CadreClass {
    BUREAU,
    COUNTY_LEVEL,
    SECTION,
    GRASSROOTS
}
