package cn.chaoxue.live;

import static io.restassured.RestAssured.given;

import cn.chaoxue.campaign.CampaignFacts;
import cn.chaoxue.campaign.EnrolmentService;
import cn.chaoxue.campaign.LateProgress;
import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.Courses;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.hours.HourLedger;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/// One person recorded twice: by the right ID number, and by one with a slip that somebody corrects.
abstract class OnePersonTwice {

    static final Map<String, Object> REASON = Map.of("reason", "经核实为同一人");

    @Inject
    TallyReconciliation reconciliation;

    @Inject
    CampaignFacts facts;

    @Inject
    EnrolmentService enrolment;

    @Inject
    LateProgress late;

    @Inject
    HourLedger hours;

    @Inject
    Database database;

    @Inject
    Units units;

    @Inject
    Courses courses;

    @Inject
    Campaigns campaigns;

    @Inject
    People people;

    @Inject
    Sql sql;

    UnitRef province;
    Person right;
    Person slip;
    String admin;

    @BeforeEach
    void onePersonTwice() {
        province = units.province();
        right = people.learner(units.city(province));
        slip = people.learner(units.city(province));
        admin = people.tokenOf(people.active(province, Role.PROVINCE_ADMIN));
    }

    final void enrol(long campaign) {
        enrolment.enrolAll(campaign).await().atMost(Duration.ofSeconds(30));
    }

    final void pass(Person person, long course) {
        var fact = new CampaignFacts.Fact(new LearnerCourse(person.id(), course), Instant.now(), null);
        database.transaction(tx -> facts.passed(tx, List.of(fact))).await().atMost(Duration.ofSeconds(30));
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
                "select " + what + " from unit_tally where campaign_id = ? and unit_id = ?", campaign, province.id());
    }

    static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
