package cn.chaoxue.isolation;

import static cn.chaoxue.isolation.Bodies.REASON;
import static cn.chaoxue.isolation.Bodies.with;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which endpoints are about a unit, or something in one, each with the request that tries; the others are in
/// [UnscopedRules].
final class Rules {

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
        Map<String, Function<Target, Call>> rules = RulesOfPeople.all();
        rules.putAll(RulesOfUnits.all());
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

    /// The lists again, narrowed to what somebody elsewhere did or what concerns them.
    static Map<String, Function<Target, Call>> narrowedTo() {
        Map<String, Function<Target, Call>> rules = new TreeMap<>();
        rules.put("get /api/v1/posting-changes?cadre", t -> Call.get("/api/v1/posting-changes?cadre=" + t.person()));
        rules.put("get /api/v1/audit?actor", t -> Call.get("/api/v1/audit?actor=" + t.person()));
        rules.put("get /api/v1/audit?subject", t -> Call.get("/api/v1/audit?subject=" + t.person()));
        return rules;
    }

    /// Parameters in addresses that rules try, as `get /api/v1/units?parent`.
    static Set<String> parameters() {
        Set<String> tried = new TreeSet<>();
        Stream.of(scoped(), askedForAUnit(), narrowedTo())
                .flatMap(rules -> rules.entrySet().stream())
                .forEach(rule -> {
                    String query = URI.create(
                                    rule.getValue().apply(Target.absent(0)).path())
                            .getQuery();
                    String endpoint = rule.getKey().replaceFirst("\\?.*", "");
                    Stream.of(query == null ? new String[0] : query.split("&"))
                            .forEach(one -> tried.add(endpoint + "?" + one.replaceFirst("=.*", "")));
                });
        return tried;
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
}
