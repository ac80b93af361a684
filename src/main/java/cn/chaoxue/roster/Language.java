package cn.chaoxue.roster;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The languages reasons are given in. Whoever asks for neither gets Chinese.
enum Language {
    ZH,
    EN;

    /// By the header `Accept-Language`.
    static Language accepted(@Nullable String header) {
        return ranges(header).stream()
                .sorted(Comparator.comparing(Locale.LanguageRange::getWeight).reversed())
                .map(range -> range.getRange().split("-", 2)[0])
                .filter(name -> name.equals("zh") || name.equals("en"))
                .findFirst()
                .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(ZH);
    }

    /// What is no such header is as good as none.
    private static List<Locale.LanguageRange> ranges(@Nullable String header) {
        try {
            return header == null || header.isBlank() ? List.of() : Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }
}
