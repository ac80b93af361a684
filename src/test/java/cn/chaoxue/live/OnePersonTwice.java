package cn.chaoxue.live;

import static cn.chaoxue.fixture.Api.as;

import cn.chaoxue.campaign.LateProgress;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.hours.HourLedger;
import cn.chaoxue.identity.Role;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/// One person recorded twice: by the right ID number, and by one with a slip that somebody corrects.
abstract class OnePersonTwice extends CountedPeople {

    static final Map<String, Object> REASON = Map.of("reason", "经核实为同一人");

    @Inject
    LateProgress late;

    @Inject
    HourLedger hours;

    Person right;
    Person slip;
    String admin;

    @BeforeEach
    void onePersonTwice() {
        right = people.learner(units.city(zhejiang));
        slip = people.learner(units.city(zhejiang));
        admin = people.tokenOf(people.active(zhejiang, Role.PROVINCE_ADMIN));
    }

    final void credit(Person person, long course) {
        int seconds = (int) sql.number("select duration_seconds from course where id = ?", course);
        var earned = new HourLedger.Earned(person.id(), course, seconds, "CAMPAIGN", null, null, Instant.now());
        database.transaction(tx -> hours.credit(tx, List.of(earned))).await().atMost(Duration.ofSeconds(30));
    }

    final void progress(Person person, long course, String bits) {
        sql.run(
                "insert into course_progress (learner_id, course_id, segments, covered, covered_segments, version)"
                        + " values (?, ?, ?, ?::bit varying, bit_count(?::bit varying), 1)",
                person.id(),
                course,
                bits.length(),
                bits,
                bits);
    }

    final Response correct() {
        return as(admin)
                .body(Map.of(
                        "name", "林晓",
                        "idNumber", right.idNumber(),
                        "cadreClass", "GRASSROOTS",
                        "employment", "FULL_TIME",
                        "post", "团委书记",
                        "inPostSince", "2020-09-01",
                        "version", 0))
                .put("/api/v1/cadres/" + slip.id());
    }

    final Response settle(String how) {
        long id = sql.number("select max(id) from id_conflict where cadre_id = ?", right.id());
        return as(admin).body(REASON).post("/api/v1/conflicts/%d/%s".formatted(id, how));
    }

    final long tally(long campaign, String what) {
        return sql.number(
                "select " + what + " from unit_tally where campaign_id = ? and unit_id = ?", campaign, zhejiang.id());
    }
}
