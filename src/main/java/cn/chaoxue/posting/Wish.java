package cn.chaoxue.posting;

import cn.chaoxue.org.UnitRef;
import org.jspecify.annotations.Nullable;

/// A request with the unit it speaks of.
record Wish(PostingRequest request, @Nullable UnitRef to) {}
