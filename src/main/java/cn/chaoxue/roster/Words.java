package cn.chaoxue.roster;

import cn.chaoxue.cadre.CadreClass;
import cn.chaoxue.cadre.Employment;
import cn.chaoxue.cadre.Sex;
import cn.chaoxue.platform.http.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The words that cells use for what has a fixed list of values: any is read, and of each the first of a language is
/// written in it.
final class Words<T> {

    static final Words<Sex> SEX =
            new Words<Sex>().add(Sex.MALE, "男", "Male", "男性").add(Sex.FEMALE, "女", "Female", "女性");
    static final Words<CadreClass> CADRE_CLASS = new Words<CadreClass>()
            .add(CadreClass.BUREAU, "厅局级", "Bureau level")
            .add(CadreClass.COUNTY_LEVEL, "县处级", "County level")
            .add(CadreClass.SECTION, "科级及以下", "Section level and below", "科级", "科级以下", "乡科级及以下")
            .add(CadreClass.GRASSROOTS, "基层", "Grass roots", "基层团干部", "基层干部");
    static final Words<Employment> EMPLOYMENT = new Words<Employment>()
            .add(Employment.FULL_TIME, "专职", "Full-time")
            .add(Employment.SECONDED, "挂职", "Seconded")
            .add(Employment.PART_TIME, "兼职", "Part-time");

    private final Map<String, T> values = new LinkedHashMap<>();
    private final Map<T, String> chinese = new LinkedHashMap<>();
    private final Map<T, String> english = new LinkedHashMap<>();

    private Words() {}

    private Words<T> add(T value, String word, String inEnglish, String... others) {
        chinese.put(value, word);
        english.put(value, inEnglish);
        values.put(word, value);
        values.put(plain(inEnglish), value);
        values.put(plain(value.toString()), value);
        List.of(others).forEach(other -> values.put(other, value));
        return this;
    }

    Optional<T> value(String word) {
        return Optional.ofNullable(values.get(plain(word)));
    }

    String word(T value, Language language) {
        return language.of(chinese, english).getOrDefault(value, value.toString());
    }

    List<String> words(Language language) {
        return List.copyOf(language.of(chinese, english).values());
    }

    private static String plain(String word) {
        return word.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
