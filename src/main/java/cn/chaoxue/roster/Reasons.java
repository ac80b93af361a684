package cn.chaoxue.roster;

import cn.chaoxue.platform.http.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why a row is what it is in plain words: what was found, and what belongs there. The one place that has the words,
/// for reports, pages and files alike; they stand in `reasons_zh.properties` and `reasons_en.properties`.
final class Reasons {

    private static final Reasons CHINESE = new Reasons(Language.ZH);
    private static final Reasons ENGLISH = new Reasons(Language.EN);

    private final Language language;
    private final Properties texts;

    private Reasons(Language language) {
        this.language = language;
        this.texts = read("reasons_" + language.name().toLowerCase(Locale.ROOT) + ".properties");
    }

    /// In the language of the header `Accept-Language`.
    static Reasons accepted(@Nullable String header) {
        return in(Language.accepted(header));
    }

    static Reasons in(Language language) {
        return switch (language) {
            case ZH -> CHINESE;
            case EN -> ENGLISH;
        };
    }

    /// All notes of a row in one cell.
    String of(List<Note> notes) {
        return notes.stream().map(this::of).collect(Collectors.joining(text("between")));
    }

    String of(Note note) {
        String column = note.column();
        String own = "why." + note.reason() + "." + column;
        String why = text(texts.containsKey(own) ? own : "why." + note.reason())
                .replace("{line}", String.valueOf(note.line()))
                .replace("{choices}", choices(column));
        return text("note")
                .replace("{column}", Column.ofField(column).map(this::title).orElse(column))
                .replace("{why}", why);
    }

    String title(Column column) {
        return column.title(language);
    }

    /// Heads the column of the reasons.
    String heading() {
        return text("heading");
    }

    /// Names the sheet.
    String sheet() {
        return text("sheet");
    }

    private String choices(String column) {
        List<String> words = switch (column) {
            case "sex" -> Words.SEX.words(language);
            case "cadreClass" -> Words.CADRE_CLASS.words(language);
            default -> Words.EMPLOYMENT.words(language);
        };
        return String.join(text("choice"), words);
    }

    private String text(String key) {
        return texts.getProperty(key, key);
    }

    private static Properties read(String name) {
        Properties texts = new Properties();
        try (InputStream in = Objects.requireNonNull(Reasons.class.getResourceAsStream(name), name)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
