package cn.chaoxue.demo;

import cn.chaoxue.org.UnitLevel;
import org.jspecify.annotations.Nullable;

/// A unit to be, named by its code and its parent's.
/// @param province code of the province-level unit it lies in; null for the centre
record UnitSeed(
        String code,
        @Nullable String parent,
        @Nullable String province,
        UnitLevel level,
        String name,
        String shortName,
        int ordinal) {}
