package cn.chaoxue.cadre;

import java.util.Locale;
import java.util.Map;
import net.sourceforge.pinyin4j.PinyinHelper;

/// The initials of a name in pinyin, by which people look for one another: 林晓 is "lx". A surname is read as surnames
/// are; letters stand for themselves; what has no reading is left out.
final class PinyinInitials {

    private static final Map<String, String> SURNAMES = Map.ofEntries(
            Map.entry("万俟", "mq"),
            Map.entry("尉迟", "yc"),
            Map.entry("长孙", "zs"),
            Map.entry("澹台", "tt"),
            Map.entry("单于", "cy"),
            Map.entry("单", "s"),
            Map.entry("曾", "z"),
            Map.entry("解", "x"),
            Map.entry("仇", "q"),
            Map.entry("区", "o"),
            Map.entry("查", "z"),
            Map.entry("朴", "p"),
            Map.entry("翟", "z"),
            Map.entry("盖", "g"),
            Map.entry("任", "r"),
            Map.entry("覃", "q"),
            Map.entry("缪", "m"),
            Map.entry("员", "y"),
            Map.entry("乐", "y"),
            Map.entry("重", "c"),
            Map.entry("折", "s"),
            Map.entry("黑", "h"),
            Map.entry("秘", "b"),
            Map.entry("冼", "x"),
            Map.entry("尹", "y"),
            Map.entry("郗", "x"),
            Map.entry("瞿", "q"),
            Map.entry("种", "c"),
            Map.entry("召", "s"),
            Map.entry("祭", "z"),
            Map.entry("於", "y"),
            Map.entry("莘", "s"),
            Map.entry("句", "g"),
            Map.entry("么", "y"),
            Map.entry("乜", "n"),
            Map.entry("繁", "p"),
            Map.entry("粘", "n"));

    private PinyinInitials() {}

    static String of(String name) {
        for (int length = Math.min(2, name.length()); length > 0; length--) {
            String surname = SURNAMES.get(name.substring(0, length));
            if (surname != null) {
                return surname + letters(name.substring(length));
            }
        }
        return letters(name);
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        text.chars().forEach(c -> letters.append(letter((char) c)));
        return letters.toString();
    }

    private static String letter(char c) {
        if (c < 128) {
            return Character.isLetter(c) ? Character.toString(c).toLowerCase(Locale.ROOT) : "";
        }
        String[] readings = PinyinHelper.toHanyuPinyinStringArray(c);
        return readings == null || readings.length == 0 ? "" : readings[0].substring(0, 1);
    }
}
