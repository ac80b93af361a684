package cn.chaoxue.isolation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Endpoints about a unit, or something in one, each with the request that tries; the others are in [UnscopedRules].
final class Rules {

    private static final Map<String, Object> CADRE = Map.of(
            "name", "林晓",
            "cadreClass", "GRASSROOTS",
            "employment", "FULL_TIME",
            "post", "书记",
            "inPostSince", "2024-09-01",
            "version", 0);
    private static final Map<String, Object> UNIT =
            Map.of("name", "别人的单位", "shortName", "别人", "effectiveOn", "2026-03-01", "version", 0);
    private static final Map<String, Object> REASON = Map.of("reason", "试一试别人的");

    private static final String IN_CLEAR = " in clear";
    private static final String ROWS_IN_CLEAR = "post /api/v1/cadres/imports/{id}/errors";

    private Rules() {}

    /// Endpoints about what is of one unit alone: its administrators keep it to themselves, or one acts there; with
    /// the request for that of `Target`.
    static Map<String, Function<Target, Call>> ofOneUnit() {
        String imports = "/api/v1/cadres/imports/";
        Map<String, Function<Target, Call>> rules = new TreeMap<>();
        rules.put("get /api/v1/cadres/imports/{id}", t -> Call.get(imports + t.roster()));
        rules.put("get /api/v1/cadres/imports/{id}/errors", t -> Call.get(imports + t.roster() + "/errors"));
        rules.put(ROWS_IN_CLEAR, t -> Call.post(imports + t.roster() + "/errors", REASON));
        rules.put("get /api/v1/cadres/imports/{id}/rows", t -> Call.get(imports + t.roster() + "/rows"));
        rules.put(
                "put /api/v1/cadres/imports/{id}/parts/{ordinal}",
                t -> Call.sending("put", imports + t.roster() + "/parts/0"));
        rules.put(
                "put /api/v1/me/rights/acting-unit",
                t -> Call.put("/api/v1/me/rights/acting-unit", Map.of("unitId", t.unit())));
        for (String act : Set.of("completion", "application", "cancellation")) {
            rules.put(
                    "post /api/v1/cadres/imports/{id}/" + act,
                    t -> Call.post(imports + t.roster() + "/" + act, Map.of()));
        }
        return rules;
    }

    /// Endpoints about what one person alone has, each with the request for that of the person of `Target`.
    static Map<String, Function<Target, Call>> ofOnePerson() {
        String attempts = "/api/v1/attempts/";
        Map<String, Function<Target, Call>> rules = new TreeMap<>();
        rules.put("get /api/v1/attempts/{attemptId}", t -> Call.get(attempts + t.attempt()));
        rules.put(
                "put /api/v1/attempts/{attemptId}/answers",
                t -> Call.put(attempts + t.attempt() + "/answers", Map.of("seq", 1, "answers", Map.of())));
        rules.put(
                "post /api/v1/attempts/{attemptId}/submission",
                t -> Call.post(attempts + t.attempt() + "/submission", Map.of("answers", Map.of())));
        rules.put("delete /api/v1/me/sessions/{id}", t -> Call.sending("delete", "/api/v1/me/sessions/" + t.session()));
        return rules;
    }

    /// Endpoints about something in a unit, each with the request for that of `Target`.
    static Map<String, Function<Target, Call>> scoped() {
        Map<String, Function<Target, Call>> rules = new TreeMap<>();
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
        rules.put(
                "post /api/v1/amendments/{id}/approval",
                t -> Call.post("/api/v1/amendments/" + t.amendment() + "/approval", Map.of()));
        rules.put(
                "post /api/v1/amendments/{id}/rejection",
                t -> Call.post("/api/v1/amendments/" + t.amendment() + "/rejection", REASON));
        rules.put(
                "post /api/v1/amendments/{id}/revelations",
                t -> Call.post(
                        "/api/v1/amendments/" + t.amendment() + "/revelations", with(REASON, "field", "MOBILE")));
        for (String act : Set.of("transfer", "merger", "rejection")) {
            rules.put(
                    "post /api/v1/conflicts/{id}/" + act,
                    t -> Call.post("/api/v1/conflicts/" + t.conflict() + "/" + act, REASON));
        }
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
        rules.put("get /api/v1/campaigns/{id}", t -> Call.get("/api/v1/campaigns/" + t.campaign()));
        for (String view : Set.of("tally", "trend", "learners", "live")) {
            rules.put(
                    "get /api/v1/campaigns/{id}/" + view,
                    t -> Call.get("/api/v1/campaigns/" + t.sharedCampaign() + "/" + view + "?unit=" + t.unit()));
        }
        rules.put(
                "post /api/v1/campaigns/{id}/tally/repair",
                t -> Call.post("/api/v1/campaigns/" + t.campaign() + "/tally/repair", Map.of()));
        return rules;
    }

    /// The lists again, asked for somebody else's unit.
    static Map<String, Function<Target, Call>> askedForAUnit() {
        Map<String, Function<Target, Call>> rules = new TreeMap<>();
        for (String file : Set.of("cadres", "liaisons")) {
            rules.put(
                    "post /api/v1/" + file + "/exports" + IN_CLEAR,
                    t -> Call.post("/api/v1/" + file + "/exports", with(REASON, "unit", t.unit(), "clear", true)));
        }
        rules.put("post /api/v1/cadres/search", t -> Call.search("/api/v1/cadres/search", Map.of("unit", t.unit())));
        rules.put("get /api/v1/amendments?unit", t -> Call.get("/api/v1/amendments?unit=" + t.unit()));
        rules.put("get /api/v1/postings?unit", t -> Call.get("/api/v1/postings?unit=" + t.unit()));
        rules.put(
                "post /api/v1/liaisons/search", t -> Call.search("/api/v1/liaisons/search", Map.of("unit", t.unit())));
        rules.put("get /api/v1/audit?unit", t -> Call.get("/api/v1/audit?unit=" + t.unit()));
        rules.put("get /api/v1/grants?unit", t -> Call.get("/api/v1/grants?unit=" + t.unit()));
        rules.put("get /api/v1/units?parent", t -> Call.get("/api/v1/units?parent=" + t.unit()));
        rules.put("get /api/v1/units?q", t -> Call.get("/api/v1/units?q=Province&parent=" + t.unit()));
        return rules;
    }

    /// Every endpoint that has a rule.
    static Set<String> all() {
        Set<String> ruled = UnscopedRules.all();
        ruled.addAll(ofOneUnit().keySet());
        ruled.addAll(ofOnePerson().keySet());
        ruled.addAll(scoped().keySet());
        return ruled;
    }

    /// What shows personal data in clear, one field at a time.
    static Map<String, Function<Target, Call>> revelations() {
        Map<String, Function<Target, Call>> rules = new TreeMap<>(scoped());
        rules.keySet().removeIf(name -> !name.endsWith("/revelations"));
        return rules;
    }

    /// What leaves in clear, and is counted together; of the own unit, rows of files besides.
    static Map<String, Function<Target, Call>> leavingInClear(boolean own) {
        Map<String, Function<Target, Call>> rules = new TreeMap<>(askedForAUnit());
        rules.putAll(own ? ofOneUnit() : Map.of());
        rules.keySet().removeIf(name -> !name.endsWith(IN_CLEAR) && !name.equals(ROWS_IN_CLEAR));
        return rules;
    }

    private static String soon() {
        return Instant.now().plus(Duration.ofDays(3)).toString();
    }

    private static Map<String, Object> with(Map<String, Object> body, Object... more) {
        Map<String, Object> all = new HashMap<>(body);
        for (int i = 0; i < more.length; i += 2) {
            all.put(String.valueOf(more[i]), more[i + 1]);
        }
        return all;
    }
}
