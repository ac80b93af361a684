package cn.chaoxue.roster;

import cn.chaoxue.platform.http.Language;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The file as a whole cannot be read: a stable slug, and what says more without quoting the file. Columns are kept as
/// the fields of a record are called, and named once it is known in which language.
final class FileTrouble extends RuntimeException {

    /// Neither a workbook nor text in columns.
    static final String UNREADABLE = "unreadable";

    private static final String COLUMN_TWICE = "column-twice";
    private static final String COLUMNS_MISSING = "columns-missing";
    private static final String BETWEEN = ",";

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

    static FileTrouble twice(Column column) {
        return new FileTrouble(COLUMN_TWICE, column.field());
    }

    static FileTrouble missing(List<Column> columns) {
        return new FileTrouble(
                COLUMNS_MISSING, columns.stream().map(Column::field).collect(Collectors.joining(BETWEEN)));
    }

    /// What [#detail] says, in a language: columns by the titles of its template.
    static String told(String slug, String detail, Language language) {
        if (!slug.equals(COLUMN_TWICE) && !slug.equals(COLUMNS_MISSING)) {
            return detail;
        }
        return Arrays.stream(detail.split(BETWEEN))
                .map(field -> Column.ofField(field)
                        .map(column -> column.title(language))
                        .orElse(field))
                .collect(Collectors.joining(language.of("、", ", ")));
    }

    String slug() {
        return slug;
    }

    @Nullable
    String detail() {
        return detail;
    }
}
