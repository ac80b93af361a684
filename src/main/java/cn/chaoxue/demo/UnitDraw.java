package cn.chaoxue.demo;

import cn.chaoxue.org.UnitLevel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/// Draws the unit somebody works for: a province-level unit by its size, then a level, then one of its units there. The
/// centre has few.
final class UnitDraw {

    private static final double CENTRE_SHARE = 0.003;
    /// A province-level unit without anybody beneath it would still have this much weight.
    private static final int BASE_WEIGHT = 12;

    private final Map<String, UnitSeed> byCode = new HashMap<>();
    private final List<Province> provinces = new ArrayList<>();
    private final UnitSeed centre;
    private final int totalWeight;

    private record Province(int weight, Map<UnitLevel, List<UnitSeed>> byLevel) {}

    UnitDraw(List<UnitSeed> units) {
        Map<String, Map<UnitLevel, List<UnitSeed>>> grouped = new LinkedHashMap<>();
        for (UnitSeed unit : units) {
            byCode.put(unit.code(), unit);
            if (unit.province() != null && !UnitSeeds.isStaff(unit)) {
                grouped.computeIfAbsent(unit.province(), _ -> new EnumMap<>(UnitLevel.class))
                        .computeIfAbsent(unit.level(), _ -> new ArrayList<>())
                        .add(unit);
            }
        }
        grouped.values().forEach(levels -> provinces.add(new Province(weight(levels), levels)));
        totalWeight = provinces.stream().mapToInt(Province::weight).sum();
        centre = byCode(UnitSeeds.CENTRE);
    }

    UnitSeed byCode(String code) {
        return Objects.requireNonNull(byCode.get(code), code);
    }

    UnitSeed draw(SplittableRandom random) {
        if (random.nextDouble() < CENTRE_SHARE) {
            return centre;
        }
        Map<UnitLevel, List<UnitSeed>> levels = drawProvince(random).byLevel();
        List<UnitSeed> units = present(levels, level(random.nextInt(100)));
        return units.get(random.nextInt(units.size()));
    }

    private Province drawProvince(SplittableRandom random) {
        int left = random.nextInt(totalWeight);
        for (Province province : provinces) {
            left -= province.weight();
            if (left < 0) {
                return province;
            }
        }
        throw new AssertionError("weights do not add up");
    }

    private static UnitLevel level(int percent) {
        if (percent < 3) {
            return UnitLevel.PROVINCE;
        }
        return percent < 15 ? UnitLevel.CITY : percent < 50 ? UnitLevel.COUNTY : UnitLevel.GRASSROOTS;
    }

    /// Municipalities have no city level, systems no county level: the other of the two stands in.
    private static List<UnitSeed> present(Map<UnitLevel, List<UnitSeed>> levels, UnitLevel wanted) {
        UnitLevel other = wanted == UnitLevel.CITY ? UnitLevel.COUNTY : UnitLevel.CITY;
        return levels.containsKey(wanted) ? levels.get(wanted) : Objects.requireNonNull(levels.get(other));
    }

    private static int weight(Map<UnitLevel, List<UnitSeed>> levels) {
        return BASE_WEIGHT + levels.values().stream().mapToInt(List::size).sum();
    }
}
