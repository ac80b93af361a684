package cn.chaoxue.isolation;

import static cn.chaoxue.isolation.Bodies.CADRE;
import static cn.chaoxue.isolation.Bodies.REASON;
import static cn.chaoxue.isolation.Bodies.soon;
import static cn.chaoxue.isolation.Bodies.with;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Endpoints about a unit, and the rights, liaisons and campaigns there, each with the request for that of `Target`.
final class RulesOfUnits {

    private static final Map<String, Object> UNIT =
            Map.of("name", "别人的单位", "shortName", "别人", "effectiveOn", "2026-03-01", "version", 0);

    private RulesOfUnits() {}

    static Map<String, Function<Target, Call>> all() {
        Map<String, Function<Target, Call>> rules = new TreeMap<>();
        units(rules);
        rights(rules);
        liaisons(rules);
        campaigns(rules);
        return rules;
    }

    private static void units(Map<String, Function<Target, Call>> rules) {
        rules.put("get /api/v1/units/{id}", t -> Call.get("/api/v1/units/" + t.unit()));
        rules.put(
                "post /api/v1/units",
                t -> Call.post("/api/v1/units", with(UNIT, "parentId", t.unit(), "level", "GRASSROOTS")));
        rules.put("put /api/v1/units/{id}", t -> Call.put("/api/v1/units/" + t.unit(), UNIT));
        for (String act : Set.of("move", "merger", "closure")) {
            rules.put(
                    "post /api/v1/units/{id}/" + act,
                    t -> Call.post("/api/v1/units/" + t.unit() + "/" + act, with(UNIT, "unitId", t.ownUnit())));
        }
        rules.put(
                "post /api/v1/unit-plans",
                t -> Call.post(
                        "/api/v1/unit-plans",
                        Map.of("unitId", t.unit(), "kind", "CLOSURE", "effectiveOn", soon().substring(0, 10))));
        rules.put(
                "post /api/v1/unit-plans/{id}/cancellation",
                t -> Call.post("/api/v1/unit-plans/" + t.plan() + "/cancellation", REASON));
    }

    private static void rights(Map<String, Function<Target, Call>> rules) {
        rules.put("get /api/v1/units/{id}/holders", t -> Call.get("/api/v1/units/" + t.unit() + "/holders"));
        rules.put(
                "post /api/v1/grants",
                t -> Call.post(
                        "/api/v1/grants", with(REASON, "cadreId", t.person(), "role", "liaison", "unitId", t.unit())));
        rules.put(
                "post /api/v1/grants/{id}/withdrawal",
                t -> Call.post("/api/v1/grants/" + t.grant() + "/withdrawal", REASON));
        for (String act : Set.of("reset", "leak", "second-factor/reset")) {
            rules.put(
                    "post /api/v1/administrators/{id}/" + act,
                    t -> Call.post("/api/v1/administrators/" + t.holder() + "/" + act, REASON));
        }
    }

    private static void liaisons(Map<String, Function<Target, Call>> rules) {
        rules.put(
                "post /api/v1/liaisons/exports",
                t -> Call.post("/api/v1/liaisons/exports", with(REASON, "unit", t.unit(), "format", "CSV")));
        rules.put("get /api/v1/liaisons/{id}", t -> Call.get("/api/v1/liaisons/" + t.liaison()));
        rules.put("get /api/v1/liaisons/{id}/history", t -> Call.get("/api/v1/liaisons/" + t.liaison() + "/history"));
        rules.put("post /api/v1/liaisons", t -> Call.post("/api/v1/liaisons", with(CADRE, "unitId", t.unit())));
        rules.put(
                "put /api/v1/liaisons/{id}",
                t -> Call.put("/api/v1/liaisons/" + t.liaison(), with(CADRE, "unitId", t.ownUnit())));
        rules.put(
                "post /api/v1/liaisons/{id}/removal",
                t -> Call.post("/api/v1/liaisons/" + t.liaison() + "/removal", REASON));
        rules.put(
                "post /api/v1/liaisons/{id}/revelations",
                t -> Call.post("/api/v1/liaisons/" + t.liaison() + "/revelations", with(REASON, "field", "MOBILE")));
    }

    private static void campaigns(Map<String, Function<Target, Call>> rules) {
        rules.put("get /api/v1/campaigns/{id}", t -> Call.get("/api/v1/campaigns/" + t.campaign()));
        for (String view : Set.of("tally", "trend", "learners", "live")) {
            rules.put(
                    "get /api/v1/campaigns/{id}/" + view,
                    t -> Call.get("/api/v1/campaigns/" + t.sharedCampaign() + "/" + view + "?unit=" + t.unit()));
        }
        rules.put(
                "post /api/v1/campaigns/{id}/tally/repair",
                t -> Call.post("/api/v1/campaigns/" + t.campaign() + "/tally/repair", Map.of()));
    }
}
