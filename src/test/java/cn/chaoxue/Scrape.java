package cn.chaoxue;

import static io.restassured.RestAssured.given;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `/q/metrics` of the running service says, in Prometheus' text format.
record Scrape(List<String> lines) {

    private static final Pattern HEAD = Pattern.compile("# (HELP|TYPE) (\\S+) ?(.*)");

    /// A meter family: its kind and its help text.
    record Family(String kind, String help) {}

    static Scrape now() {
        String text = given().accept("text/plain")
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return new Scrape(text.lines().toList());
    }

    /// Our own families by name. What belongs to a summary's recent maximum is part of that summary.
    Map<String, Family> ours() {
        Map<String, Family> families = new TreeMap<>();
        Map<String, String> helps = new TreeMap<>();
        for (String line : lines) {
            Matcher head = HEAD.matcher(line);
            if (!head.matches() || !head.group(2).startsWith("chaoxue_")) {
                continue;
            }
            if (head.group(1).equals("HELP")) {
                helps.put(head.group(2), head.group(3).strip());
            } else {
                families.put(head.group(2), new Family(head.group(3), helps.getOrDefault(head.group(2), "")));
            }
        }
        families.keySet().removeIf(name -> name.endsWith("_max") && families.containsKey(name.replaceAll("_max$", "")));
        return families;
    }

    /// The names of all samples, ours and others'.
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        lines.stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .forEach(line -> names.add(line.replaceAll("[{ ].*", "")));
        return names;
    }
}
