package cn.chaoxue.cadre;

/// Class of a cadre; the annual requirement of hours follows from it (A3.2).
public enum CadreClass {
    /// 厅局级, of leading organs.
    BUREAU,
    /// 县处级, of leading organs.
    COUNTY_LEVEL,
    /// 科级及以下, of leading organs.
    SECTION,
    /// 基层团干部.
    GRASSROOTS
}
