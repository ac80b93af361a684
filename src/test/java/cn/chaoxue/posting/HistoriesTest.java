package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever happens to a person and to units, in whichever order it is noted, the [HistoryLaws] hold.
@QuarkusTest
class HistoriesTest extends ThreeCities {

    private static final int HISTORIES = Integer.getInteger("chaoxue.test.histories", 25);
    private static final long SEED = Long.getLong("chaoxue.test.seed", 1);
    private static final LocalDate FIRST = LocalDate.parse("2026-01-05");
    private static final LocalDate SOON = LocalDate.now().plusDays(10);
    private static final List<String> KINDS = List.of(
            "TRANSFER", "SECONDMENT", "SECONDMENT", "PART_TIME", "LEAVE", "RETURN", "RETURN", "RETIREMENT", "END");

    private final List<String> told = new ArrayList<>();
    private Random random = new Random();
    private List<UnitRef> cities = List.of();
    private Person slip;
    private HistoryLaws laws;
    private String admin;

    @BeforeEach
    void twoRecordsAndWhoReachesThem() {
        admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        slip = people.learner(home);
        laws = new HistoryLaws(sql, person, slip);
    }

    @Test
    void histories_leaveEveryDayAsItMayBe() {
        Set<Integer> statuses = new HashSet<>();
        for (long seed = SEED; seed < SEED + HISTORIES; seed++) {
            begin(seed);
            for (int i = 0; i < 12; i++) {
                statuses.add(something());
                laws.hold(FIRST, SOON, history(seed));
            }
        }
        assertThat(statuses).isSubsetOf(200, 201, 204, 400, 409);
    }

    private void begin(long seed) {
        random = new Random(seed);
        told.clear();
        cities = List.of(units.city(home), units.city(home), units.city(home), units.city(home));
        sql.run(
                "update unit set opened_on = '2026-02-14' where id = ?",
                cities.get(3).id());
        person = people.learner(cities.getFirst());
        slip = people.learner(cities.get(1));
        laws = new HistoryLaws(sql, person, slip);
    }

    private int something() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> merge(city(), city(), day());
            case 3 -> closure(city(), day());
            case 4, 5 -> late();
            case 6 -> random.nextInt(4) == 0 ? united() : changed(slip, day().toString());
            default -> changed(person, day().toString());
        };
    }

    private int merge(UnitRef unit, UnitRef into, LocalDate on) {
        return tell(
                "merge %s into %s on %s".formatted(name(unit), name(into), on),
                as(admin)
                        .body(Map.of("unitId", into.id(), "effectiveOn", on.toString()))
                        .post("/api/v1/units/%d/merger".formatted(unit.id())));
    }

    private int closure(UnitRef unit, LocalDate on) {
        return tell(
                "close %s on %s".formatted(name(unit), on),
                as(admin)
                        .body(Map.of("effectiveOn", on.toString()))
                        .post("/api/v1/units/%d/closure".formatted(unit.id())));
    }

    /// Planned, and carried out on an earlier day than it was planned for, once units have changed.
    private int late() {
        int status = changed(person, SOON.toString());
        merge(city(), city(), day());
        if (status == 201) {
            LocalDate on = day();
            carryOut(person, on.toString());
            told.add("carried out on " + on + ": "
                    + sql.value(
                            "select state || ' ' || coalesce(answer, '') from posting_change where cadre_id = ?"
                                    + " order by id desc limit 1",
                            person.id()));
            if (told.getLast().contains("DONE")) {
                laws.happened(told.get(told.size() - 3), on);
            }
        }
        return status;
    }

    private int united() {
        told.add("unite with the slip");
        if (sql.number("select count(*) from cadre where id = ? and merged_into is not null", slip.id()) == 0) {
            unite(person, slip);
        }
        return 204;
    }

    private int changed(Person who, String day) {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        Map<String, Object> more = new HashMap<>(Map.of("kind", kind, "effectiveOn", day));
        boolean received = kind.equals("TRANSFER") || kind.equals("SECONDMENT") || kind.equals("PART_TIME");
        String to = "";
        if (received || kind.equals("RETURN") && random.nextInt(3) == 0) {
            UnitRef unit = city();
            more.putAll(Map.of("toUnit", unit.id(), "post", random.nextBoolean() ? "书记" : "副书记"));
            to = " to " + name(unit) + " as " + more.get("post");
        }
        if (!received && kind.equals("LEAVE") || received && random.nextInt(3) == 0) {
            more.put("until", LocalDate.parse(day).plusDays(random.nextInt(90)).toString());
        }
        if (kind.equals("END")) {
            List<Stood> beside =
                    Stood.of(sql, who.id()).stream().filter(one -> !one.main()).toList();
            more.put(
                    "postingId",
                    beside.isEmpty()
                            ? 0
                            : beside.get(random.nextInt(beside.size())).id());
        }
        String what = "%s%s%s on %s %s%s"
                .formatted(
                        who == slip ? "slip " : "",
                        kind,
                        to,
                        day,
                        more.getOrDefault("until", ""),
                        more.getOrDefault("postingId", ""));
        int status = tell(what, wish(who.id(), more));
        if (status == 201 && who == person && LocalDate.parse(day).isBefore(SOON)) {
            laws.happened(what, LocalDate.parse(day));
        }
        return status;
    }

    private String history(long seed) {
        return "seed %d: %s%n%s".formatted(seed, String.join("\n  ", told), Stood.of(sql, person.id()));
    }

    private int tell(String what, Response answer) {
        String reason = answer.statusCode() < 300 ? "" : String.valueOf((Object) answer.path("reason"));
        told.add(what + " : " + answer.statusCode() + " " + reason);
        return answer.statusCode();
    }

    private UnitRef city() {
        return cities.get(random.nextInt(cities.size()));
    }

    private String name(UnitRef unit) {
        return "c" + cities.indexOf(unit) + "(" + unit.id() + ")";
    }

    /// Few days, so that many things fall on one.
    private LocalDate day() {
        return FIRST.plusDays(20L * random.nextInt(15));
    }
}
