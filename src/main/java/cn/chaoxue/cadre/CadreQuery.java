package cn.chaoxue.cadre;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which cadres to list: the subtree of a unit, those after an id; filters that are null let all through. `name` is any
/// piece of the name, `beginning` its beginning or that of its pinyin initials; `newIn` leaves the new appointees of
/// that cycle.
public record CadreQuery(
        String unitPath,
        @Nullable String name,
        @Nullable String beginning,
        @Nullable CadreClass cadreClass,
        @Nullable Employment employment,
        @Nullable AccountStatus status,
        @Nullable Cycle newIn,
        long after,
        int limit) {

    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]+");

    /// The same, from there on.
    public CadreQuery behind(long id) {
        return new CadreQuery(unitPath, name, beginning, cadreClass, employment, status, newIn, id, limit);
    }

    String unitPathEnd() {
        return pathEnd(unitPath);
    }

    /// The first path that is not beneath `unitPath`: paths end in "/", and "0" follows it.
    static String pathEnd(String unitPath) {
        return unitPath.substring(0, unitPath.length() - 1) + "0";
    }

    boolean wholeTree() {
        return wholeTree(unitPath);
    }

    /// Whether the unit is a root.
    static boolean wholeTree(String unitPath) {
        return unitPath.indexOf('/', 1) == unitPath.length() - 1;
    }

    /// The piece of the name, as names are kept.
    @Nullable
    String namePiece() {
        return name == null ? null : Forms.name(name);
    }

    /// The beginning, where it is of a name.
    @Nullable
    String nameBeginning() {
        return beginning == null || isInitials(beginning) ? null : Forms.name(beginning);
    }

    /// The beginning, where it is of initials.
    @Nullable
    String initialsBeginning() {
        return beginning == null || !isInitials(beginning) ? null : beginning.toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean isInitials(String text) {
        return LETTERS.matcher(text).matches();
    }
}
