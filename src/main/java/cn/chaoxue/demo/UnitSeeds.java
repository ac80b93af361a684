package cn.chaoxue.demo;

import cn.chaoxue.org.UnitLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The demo's unit tree, parents before children: the centre, 38 province-level units, their cities and counties by
/// GB/T 2260, and made-up grass-roots units, all of them called 示范 so that nobody takes them for real ones.
///
/// Municipalities have districts directly beneath them, as in the League's own statistics (A6.2); so have counties
/// that GB/T 2260 puts directly under a province. The systems (铁道, 民航, …) have sub-units at city level.
///
/// People are in leaves only: a unit's own are in its 本级, so that its counts are the sums of its children's.
final class UnitSeeds {

    static final String CENTRE = "000000";

    private static final String STAFF = "-0";
    private static final String[] PROVINCE_KINDS = {"示范大学", "示范医院"};
    private static final String[] CITY_KINDS = {"示范职业学院", "示范企业"};
    private static final String[] COUNTY_KINDS = {"示范中学", "示范街道", "示范科技园", "示范合作社"};

    private final List<UnitSeed> seeds = new ArrayList<>();
    private final Map<String, String> placeNames = new HashMap<>();
    private final Map<String, Integer> children = new HashMap<>();

    private UnitSeeds() {}

    /// Code of the leaf in which a unit's own people are.
    static String staffOf(UnitSeed unit) {
        return unit.level() == UnitLevel.GRASSROOTS ? unit.code() : unit.code() + STAFF;
    }

    static boolean isStaff(UnitSeed unit) {
        return unit.code().endsWith(STAFF);
    }

    /// All units; the same list on every call.
    static List<UnitSeed> all() {
        UnitSeeds units = new UnitSeeds();
        units.add(CENTRE, null, null, UnitLevel.CENTRE, "共青团中央委员会", "团中央");
        units.addDivisions(Resources.rows("divisions.tsv"));
        units.addSystems(Resources.rows("systems.tsv"));
        units.addGrassRoots();
        return List.copyOf(units.seeds);
    }

    /// The six-digit form of a GB/T 2260 code: 33 → 330000.
    static String padded(String code) {
        return Character.isDigit(code.charAt(0)) ? (code + "0000").substring(0, 6) : code;
    }

    private void addDivisions(List<String[]> rows) {
        Set<String> known = new HashSet<>();
        for (String[] row : rows) {
            known.add(row[0]);
            String parent = parentOf(row[0], known);
            placeNames.put(padded(row[0]), row[1]);
            addPlace(row[0], parent, divisionName(row[1], padded(parent)), row[2]);
        }
    }

    private void addSystems(List<String[]> rows) {
        for (String[] row : rows) {
            addPlace(row[0], parentOf(row[0], Set.of()), row[1], row[2]);
        }
    }

    private void addPlace(String code, String parent, String name, String shortName) {
        UnitLevel level = switch (code.length()) {
            case 2 -> UnitLevel.PROVINCE;
            case 4 -> UnitLevel.CITY;
            default -> UnitLevel.COUNTY;
        };
        add(padded(code), padded(parent), padded(code.substring(0, 2)), level, name, shortName);
    }

    private static String parentOf(String code, Set<String> known) {
        if (code.length() == 2) {
            return CENTRE;
        }
        String city = code.substring(0, Math.min(4, code.length() - 2));
        return known.contains(city) ? city : code.substring(0, 2);
    }

    /// A district's name alone (朝阳区) is not unique, so its city stands before it.
    private String divisionName(String place, String parent) {
        boolean district = place.endsWith("区") && !place.endsWith("自治区");
        String before = district ? placeNames.getOrDefault(parent, "") : "";
        return "共青团" + before + place + "委员会";
    }

    private void addGrassRoots() {
        for (UnitSeed above : List.copyOf(seeds)) {
            addStaff(above);
            switch (above.level()) {
                case PROVINCE -> addKinds(above, PROVINCE_KINDS);
                case CITY -> addKinds(above, CITY_KINDS);
                case COUNTY ->
                    addKinds(above, COUNTY_KINDS[Math.floorMod(above.code().hashCode(), COUNTY_KINDS.length)]);
                case CENTRE, GRASSROOTS -> {}
            }
        }
    }

    private void addStaff(UnitSeed above) {
        seeds.add(new UnitSeed(
                above.code() + STAFF,
                above.code(),
                above.province(),
                UnitLevel.GRASSROOTS,
                above.name() + "（本级）",
                above.shortName() + "本级",
                0));
    }

    private void addKinds(UnitSeed above, String... kinds) {
        for (int i = 0; i < kinds.length; i++) {
            String name = above.shortName() + kinds[i];
            String code = above.code() + "-" + (i + 1);
            add(code, above.code(), above.province(), UnitLevel.GRASSROOTS, "共青团" + name + "委员会", name);
        }
    }

    private void add(
            String code,
            @Nullable String parent,
            @Nullable String province,
            UnitLevel level,
            String name,
            String shortName) {
        int ordinal = children.merge(parent == null ? "" : parent, 1, Integer::sum);
        seeds.add(new UnitSeed(code, parent, province, level, name, shortName, ordinal));
    }
}
