package cn.chaoxue.posting;

import static cn.chaoxue.fixture.Api.as;

import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/// Three cities of the home province; the first goes into the other, whenever a test says so.
abstract class ThreeCities extends TwoProvinces {

    static final String EVE = "2026-04-30";
    static final String MERGED = "2026-05-01";

    @Inject
    DuePostings due;

    UnitRef one;
    UnitRef other;
    UnitRef third;

    @BeforeEach
    final void threeCities() {
        one = units.city(home);
        other = units.city(home);
        third = units.city(home);
    }

    final void merge() {
        place(one, "merger", other, MERGED).then().statusCode(200);
    }

    /// The change before the merger, or after it.
    final void merge(boolean first, Runnable change) {
        if (first) {
            merge();
            change.run();
        } else {
            change.run();
            merge();
        }
    }

    /// Granted, and carried out where its day has come.
    final void change(Person who, String kind, String day, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.putAll(Map.of("kind", kind, "effectiveOn", day));
        wish(who.id(), all).then().statusCode(201);
    }

    static Map<String, Object> to(UnitRef unit) {
        return Map.of("toUnit", unit.id(), "post", "副书记");
    }

    /// Whatever waits with the person has its day on this one, and is carried out.
    final void carryOut(Person who, String day) {
        sql.run(
                "update posting_change set effective_on = ?::date where cadre_id = ? and state = 'ACCEPTED'",
                day,
                who.id());
        carryOut();
    }

    final void carryOut() {
        due.carryOutDue().await().atMost(Duration.ofSeconds(30));
    }

    /// Two records of one person become the one that stays.
    final void unite(Person stays, Person goes) {
        Person superior = people.active(centre, Role.CENTRE_ADMIN);
        long merging = sql.number(
                "insert into id_conflict (cadre_id, claimed_unit, claimed_by, other_id, held_in, state)"
                        + " select ?, unit_id, ?, id, unit_id, 'OPEN' from cadre where id = ? returning id",
                stays.id(),
                superior.id(),
                goes.id());
        as(people.tokenOf(superior))
                .body(Map.of("reason", "已核实为同一人"))
                .post("/api/v1/conflicts/%d/merger".formatted(merging))
                .then()
                .statusCode(204);
    }

    /// The posting of a person in a unit.
    final long posting(Person who, UnitRef unit) {
        return sql.number(
                "select id from posting where cadre_id = ? and unit_id = ? and kind <> 'MAIN'", who.id(), unit.id());
    }

    /// Where people stood, of the unit and those beneath it: a unit once for each posting.
    final List<Long> standingIn(UnitRef unit, String day) {
        return standing(sender, day + "&unit=" + unit.id());
    }

    /// In which units the person stood.
    final List<Long> at(Person who, String day) {
        return at(who, day, "");
    }

    /// Besides the main posting.
    final List<Long> beside(Person who, String day) {
        return at(who, day, "&& it.kind != 'MAIN'");
    }

    private List<Long> at(Person who, String day, String further) {
        return standing(sender, day, "items.findAll { it.cadreId == %d %s }".formatted(who.id(), further));
    }
}
