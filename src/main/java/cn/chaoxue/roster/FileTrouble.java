package cn.chaoxue.roster;

import org.jspecify.annotations.Nullable;

/// The file as a whole cannot be read: a stable slug, and what says more without quoting the file.
final class FileTrouble extends RuntimeException {

    /// Neither a workbook nor text in columns.
    static final String UNREADABLE = "unreadable";

    private final String slug;
    private final @Nullable String detail;

    FileTrouble(String slug, @Nullable String detail) {
        super(slug, null, false, false);
        this.slug = slug;
        this.detail = detail;
    }

    FileTrouble(String slug) {
        this(slug, null);
    }

    String slug() {
        return slug;
    }

    @Nullable
    String detail() {
        return detail;
    }
}
