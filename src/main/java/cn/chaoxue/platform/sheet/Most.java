package cn.chaoxue.platform.sheet;

import cn.chaoxue.platform.http.Language;

/// How many rows may leave in one file, and what its last row says where there were more.
public record Most(int rows, String note) {

    static final Most ALL = new Most(Integer.MAX_VALUE, "");

    /// At most so many, said in the reader's language.
    public static Most of(int rows, Language language) {
        return new Most(
                rows, language.of("（仅导出前 %d 行）", "(only the first %d rows)").formatted(rows));
    }
}
