package cn.chaoxue.roster;

import cn.chaoxue.cadre.CadreClass;
import cn.chaoxue.cadre.Employment;
import cn.chaoxue.cadre.Sex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words that cells use for what has a fixed list of values. The first of each is the one we write.
final class Words<T> {

    static final Words<Sex> SEX = new Words<Sex>().add(Sex.MALE, "男", "男性").add(Sex.FEMALE, "女", "女性");
    static final Words<CadreClass> CADRE_CLASS = new Words<CadreClass>()
            .add(CadreClass.BUREAU, "厅局级")
            .add(CadreClass.COUNTY_LEVEL, "县处级")
            .add(CadreClass.SECTION, "科级及以下", "科级", "科级以下", "乡科级及以下")
            .add(CadreClass.GRASSROOTS, "基层", "基层团干部", "基层干部");
    static final Words<Employment> EMPLOYMENT = new Words<Employment>()
            .add(Employment.FULL_TIME, "专职")
            .add(Employment.SECONDED, "挂职")
            .add(Employment.PART_TIME, "兼职");

    private final Map<String, T> values = new LinkedHashMap<>();
    private final Map<T, String> written = new LinkedHashMap<>();

    private Words() {}

    private Words<T> add(T value, String word, String... others) {
        written.put(value, word);
        values.put(word, value);
        values.put(value.toString().toLowerCase(java.util.Locale.ROOT), value);
        List.of(others).forEach(other -> values.put(other, value));
        return this;
    }

    Optional<T> value(String word) {
        return Optional.ofNullable(values.get(word.replace(" ", "").toLowerCase(java.util.Locale.ROOT)));
    }

    String word(T value) {
        return written.getOrDefault(value, value.toString());
    }

    List<String> words() {
        return List.copyOf(written.values());
    }
}
