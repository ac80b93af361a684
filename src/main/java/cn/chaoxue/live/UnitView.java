package cn.chaoxue.live;

import cn.chaoxue.org.UnitLevel;

/// A unit on a board; `path` is its place in the tree.
public record UnitView(long id, String name, String path, UnitLevel level, boolean hasChildren) {}
