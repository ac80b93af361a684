package cn.chaoxue.isolation;

import static cn.chaoxue.isolation.Bodies.CADRE;
import static cn.chaoxue.isolation.Bodies.REASON;
import static cn.chaoxue.isolation.Bodies.soon;
import static cn.chaoxue.isolation.Bodies.with;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Endpoints about somebody in a unit, each with the request for the person of `Target`.
final class RulesOfPeople {

    private RulesOfPeople() {}

    static Map<String, Function<Target, Call>> all() {
        Map<String, Function<Target, Call>> rules = new TreeMap<>();
        records(rules);
        reviews(rules);
        postings(rules);
        activation(rules);
        return rules;
    }

    private static void records(Map<String, Function<Target, Call>> rules) {
        rules.put("get /api/v1/cadres/{id}", t -> Call.get("/api/v1/cadres/" + t.person()));
        rules.put("put /api/v1/cadres/{id}", t -> Call.put("/api/v1/cadres/" + t.person(), CADRE));
        rules.put(
                "post /api/v1/cadres",
                t -> Call.post(
                        "/api/v1/cadres",
                        with(CADRE, "unitId", t.unit(), "idNumber", "11010519491231002X", "mobile", "13700001234")));
        rules.put(
                "post /api/v1/cadres/{id}/revelations",
                t -> Call.post("/api/v1/cadres/" + t.person() + "/revelations", with(REASON, "field", "ID_NUMBER")));
        rules.put(
                "post /api/v1/cadres/exports",
                t -> Call.post("/api/v1/cadres/exports", with(REASON, "unit", t.unit(), "format", "CSV")));
        for (String act : Set.of("disablement", "enablement", "reset")) {
            rules.put(
                    "post /api/v1/cadres/{id}/account/" + act,
                    t -> Call.post("/api/v1/cadres/" + t.person() + "/account/" + act, REASON));
        }
        rules.put(
                "post /api/v1/cadres/look-up",
                t -> Call.search("/api/v1/cadres/look-up", Map.of("idNumber", t.idNumber())));
    }

    private static void reviews(Map<String, Function<Target, Call>> rules) {
        rules.put("get /api/v1/amendments/tally", t -> Call.get("/api/v1/amendments/tally?unit=" + t.unit()));
        rules.put(
                "post /api/v1/amendments/{id}/approval",
                t -> Call.post("/api/v1/amendments/" + t.amendment() + "/approval", Target.SHOWN));
        rules.put(
                "post /api/v1/amendments/{id}/rejection",
                t -> Call.post(
                        "/api/v1/amendments/" + t.amendment() + "/rejection", with(Target.SHOWN, "reason", "试一试别人的")));
        rules.put(
                "post /api/v1/amendments/{id}/revelations",
                t -> Call.post(
                        "/api/v1/amendments/" + t.amendment() + "/revelations", with(REASON, "field", "MOBILE")));
        for (String act : Set.of("transfer", "merger", "rejection")) {
            rules.put(
                    "post /api/v1/conflicts/{id}/" + act,
                    t -> Call.post("/api/v1/conflicts/" + t.conflict() + "/" + act, REASON));
        }
    }

    private static void postings(Map<String, Function<Target, Call>> rules) {
        rules.put("get /api/v1/cadres/{id}/postings", t -> Call.get("/api/v1/cadres/" + t.person() + "/postings"));
        rules.put(
                "post /api/v1/cadres/{id}/postings",
                t -> Call.post(
                        "/api/v1/cadres/" + t.person() + "/postings",
                        with(REASON, "kind", "LEAVE", "effectiveOn", "2026-03-01")));
        rules.put(
                "post /api/v1/posting-changes/{id}/acceptance",
                t -> Call.post("/api/v1/posting-changes/" + t.posting() + "/acceptance", Map.of()));
        for (String act : Set.of("refusal", "withdrawal")) {
            rules.put(
                    "post /api/v1/posting-changes/{id}/" + act,
                    t -> Call.post("/api/v1/posting-changes/" + t.posting() + "/" + act, REASON));
        }
    }

    private static void activation(Map<String, Function<Target, Call>> rules) {
        rules.put(
                "post /api/v1/activation-windows",
                t -> Call.post(
                        "/api/v1/activation-windows",
                        with(
                                REASON,
                                "unitId",
                                t.unit(),
                                "opensAt",
                                Instant.now().toString(),
                                "closesAt",
                                soon())));
        rules.put(
                "post /api/v1/activation-windows/{id}/closing",
                t -> Call.post("/api/v1/activation-windows/" + t.window() + "/closing", REASON));
        rules.put(
                "post /api/v1/activation-resets",
                t -> Call.post("/api/v1/activation-resets", with(REASON, "unitId", t.unit())));
        rules.put("get /api/v1/activation-resets/{id}", t -> Call.get("/api/v1/activation-resets/" + t.reset()));
        rules.put(
                "get /api/v1/activation-resets/preview",
                t -> Call.get("/api/v1/activation-resets/preview?unit=" + t.unit()));
        rules.put(
                "post /api/v1/activation-resets/{id}/undoing",
                t -> Call.post("/api/v1/activation-resets/" + t.reset() + "/undoing", REASON));
    }
}
