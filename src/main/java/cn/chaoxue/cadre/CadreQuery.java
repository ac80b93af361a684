package cn.chaoxue.cadre;

import org.jspecify.annotations.Nullable;

/// Which cadres to list: the subtree of a unit, a piece of the name, those after an id.
record CadreQuery(String unitPath, @Nullable String name, long after, int limit) {

    /// The first path that is not beneath `unitPath`: paths end in "/", and "0" follows it.
    String unitPathEnd() {
        return unitPath.substring(0, unitPath.length() - 1) + "0";
    }
}
