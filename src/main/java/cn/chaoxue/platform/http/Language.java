package cn.chaoxue.platform.http;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The languages files and reasons are given in. Whoever asks for neither gets Chinese.
public enum Language {
    ZH,
    EN;

    /// By the header `Accept-Language`.
    public static Language accepted(@Nullable String header) {
        return ranges(header).stream()
                .sorted(Comparator.comparing(Locale.LanguageRange::getWeight).reversed())
                .map(range -> range.getRange().split("-", 2)[0])
                .filter(name -> name.equals("zh") || name.equals("en"))
                .findFirst()
                .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(ZH);
    }

    /// Of two texts the one in this language.
    public <T> T of(T chinese, T english) {
        return this == ZH ? chinese : english;
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
