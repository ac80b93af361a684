package cn.chaoxue.isolation;

import cn.chaoxue.org.UnitRef;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/// A list of what the caller reaches: whose units it may name.
///
/// @param places where in its answer the paths of units stand
/// @param named which units may stand there, and everywhere else in it, by the caller's own
/// @param side fields that name the other side of something of the caller's, and which units they may name
record Listing(Call call, String places, BiPredicate<UnitRef, UnitRef> named, Optional<Side> side) {

    /// @param fields their names, as alternatives of a regular expression
    record Side(String fields, BiPredicate<UnitRef, UnitRef> named) {}

    /// Where who claims a person is told the province-level unit that holds them (A1.7): in no other list.
    static final String MASKED = "heldIn";

    private static final String OF_ITEMS = "items.unit.path";

    /// By the names of their rules.
    static Map<String, Listing> all() {
        Map<String, Listing> all = new TreeMap<>();
        for (String searched : new String[] {"cadres", "liaisons"}) {
            String path = "/api/v1/" + searched + "/search";
            all.put("post " + path, beneath(Call.search(path, Map.of("limit", 200)), OF_ITEMS));
        }
        for (String listed : new String[] {
            "cadres/imports",
            "amendments",
            "audit",
            "postings",
            "activation-windows",
            "activation-resets",
            "grants",
            "unit-plans"
        }) {
            all.put("get /api/v1/" + listed, beneath(get(listed), OF_ITEMS));
        }
        all.put("get /api/v1/units", beneath(Call.get("/api/v1/units"), "items.path"));
        // Either side of a change sees the name of the other.
        all.put(
                "get /api/v1/posting-changes",
                new Listing(
                        get("posting-changes"),
                        OF_ITEMS,
                        Listing::isBeneath,
                        Optional.of(new Side("from|to", (_, _) -> true))));
        all.put(
                "get /api/v1/conflicts",
                new Listing(
                        get("conflicts"),
                        "items.claimed.path",
                        Listing::isBeneath,
                        Optional.of(new Side(MASKED, (unit, _) -> unit.path().matches("/\\d+/(\\d+/)?")))));
        // Campaigns from above address those below as well.
        all.put(
                "get /api/v1/campaigns",
                new Listing(
                        Call.get("/api/v1/campaigns"),
                        OF_ITEMS,
                        (unit, own) -> isBeneath(unit, own) || isBeneath(own, unit),
                        Optional.empty()));
        return all;
    }

    static boolean isBeneath(UnitRef unit, UnitRef own) {
        return unit.path().startsWith(own.path());
    }

    private static Call get(String listed) {
        return Call.get("/api/v1/" + listed + "?limit=200");
    }

    private static Listing beneath(Call call, String places) {
        return new Listing(call, places, Listing::isBeneath, Optional.empty());
    }
}
