package cn.chaoxue.cadre;

import org.jspecify.annotations.Nullable;

/// Where a search whose criteria are in the body goes on, and how much of it one page holds.
public interface PagedSearch {

    /// `next` of the page before, an id; null at the beginning.
    @Nullable
    String after();

    @Nullable
    Integer limit();

    /// The id to go on behind, 0 at the beginning.
    default long from() {
        String after = after();
        return after == null ? 0 : Long.parseLong(after);
    }

    default int rows() {
        Integer limit = limit();
        return limit == null ? 50 : limit;
    }
}
