package cn.chaoxue.isolation;

import static cn.chaoxue.isolation.Bodies.CADRE;
import static cn.chaoxue.isolation.Bodies.REASON;
import static cn.chaoxue.isolation.Bodies.soon;
import static cn.chaoxue.isolation.Bodies.with;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Endpoints that name two units, or somebody and a unit, each with the request that takes something of the caller's to
/// the second `Target`; [RulesOfUnits] asks the other way round. A transfer is not among them where it names the
/// receiving unit in words: that one may be anybody's, and is asked.
final class RulesOfTwoSides {

    private static final Map<String, Object> TODAY = Map.of("effectiveOn", "2026-03-01");

    /// What else than 403 and 404 is said of something foreign, as of what there is not: a field does not fit; or the
    /// giver holds no right that carries one to give, whoever should get it.
    static final Map<String, Integer> OTHERWISE =
            Map.of("post /api/v1/cadres/{id}/postings to", 400, "post /api/v1/grants of", 409);

    private RulesOfTwoSides() {}

    static Map<String, BiFunction<Target, Target, Call>> all() {
        Map<String, BiFunction<Target, Target, Call>> rules = new TreeMap<>();
        for (String kind : Set.of("MOVE", "MERGER")) {
            rules.put(
                    "post /api/v1/unit-plans " + kind,
                    (own, to) -> Call.post(
                            "/api/v1/unit-plans",
                            Map.of(
                                    "unitId",
                                    own.unit(),
                                    "otherUnit",
                                    to.unit(),
                                    "kind",
                                    kind,
                                    "effectiveOn",
                                    soon().substring(0, 10))));
        }
        for (String act : Set.of("move", "merger")) {
            rules.put(
                    "post /api/v1/units/{id}/" + act + " to",
                    (own, to) ->
                            Call.post("/api/v1/units/" + own.unit() + "/" + act, with(TODAY, "unitId", to.unit())));
        }
        rules.put(
                "put /api/v1/liaisons/{id} to",
                (own, to) -> Call.put("/api/v1/liaisons/" + own.liaison(), with(CADRE, "unitId", to.unit())));
        rules.put("post /api/v1/grants to", (own, to) -> right(own.person(), to.unit()));
        rules.put("post /api/v1/grants of", (own, to) -> right(to.person(), own.unit()));
        rules.put(
                "post /api/v1/cadres/{id}/postings to",
                (own, to) -> Call.post(
                        "/api/v1/cadres/" + own.person() + "/postings",
                        with(
                                REASON,
                                "kind",
                                "PART_TIME",
                                "toUnit",
                                to.unit(),
                                "post",
                                "委员",
                                "effectiveOn",
                                "2026-03-01")));
        return rules;
    }

    private static Call right(long person, long unit) {
        return Call.post("/api/v1/grants", with(REASON, "cadreId", person, "role", "liaison", "unitId", unit));
    }
}
