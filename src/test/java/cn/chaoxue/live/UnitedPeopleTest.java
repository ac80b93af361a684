package cn.chaoxue.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

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
import cn.chaoxue.identity.Logins;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One person recorded twice: by the right ID number, and by one with a slip that somebody corrects.
@QuarkusTest
class UnitedPeopleTest {

    private static final Map<String, Object> REASON = Map.of("reason", "经核实为同一人");

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

    @Test
    void merger_countsEverythingOnceUnderTheRightRecord() {
        long one = courses.video(60);
        long other = courses.video(1900);
        long shared = campaigns.open(province, one, other);
        long alone = campaigns.open(slip.unit(), other);
        enrol(shared);
        enrol(alone);
        pass(right, one);
        pass(slip, one);
        pass(slip, other);
        progress(right, one, "11110000");
        progress(slip, one, "00111100");
        progress(slip, other, "11");
        credit(right, one);
        credit(slip, one);
        credit(slip, other);
        correct().then().statusCode(409).body("reason", is("id-number-known"));
        as(admin).get("/api/v1/conflicts").then().body("items[0].mergeable", is(true));
        settle("merger").then().statusCode(204);
        settle("merger").then().statusCode(409).body("reason", is("decided"));
        assertThat(reconciliation.compare(shared).await().atMost(Duration.ofSeconds(20)))
                .isEqualTo(TallyReconciliation.Drift.NONE);
        assertThat(reconciliation.compare(alone).await().atMost(Duration.ofSeconds(20)))
                .isEqualTo(TallyReconciliation.Drift.NONE);
        assertThat(tally(shared, "enrolled")).isEqualTo(1);
        assertThat(tally(shared, "passed")).isEqualTo(2);
        assertThat(tally(shared, "completed"))
                .as("both courses, one under each record")
                .isEqualTo(1);
        assertThat(sql.number("select sum(hours * 10) from hour_credit where learner_id = ?", right.id()))
                .isEqualTo(15);
        assertThat(sql.number("select count(*) from hour_credit where learner_id = ?", slip.id()))
                .isZero();
        assertThat(sql.value(
                        "select covered::text from course_progress where learner_id = ? and course_id = ?",
                        right.id(),
                        one))
                .isEqualTo("11111100");
        assertThat(sql.number(
                        "select covered_segments from course_progress where learner_id = ? and course_id = ?",
                        right.id(),
                        one))
                .isEqualTo(6);
        Logins.login(slip.idNumber(), slip.password()).then().statusCode(401);
        Logins.login(right.idNumber(), right.password()).then().statusCode(200);
        assertThat(sql.number("select merged_into from cadre where id = ?", slip.id()))
                .isEqualTo(right.id());
    }

    @Test
    void mergedRecord_comesBackNowhere() {
        long before = campaigns.open(province);
        enrol(before);
        as(admin)
                .body(Map.of(
                        "kind",
                        "RETIREMENT",
                        "effectiveOn",
                        LocalDate.now().plusDays(20).toString(),
                        "reason",
                        "到龄退出"))
                .post("/api/v1/cadres/%d/postings".formatted(slip.id()))
                .then()
                .statusCode(201);
        correct().then().statusCode(409);
        settle("merger").then().statusCode(204);
        assertThat(sql.value("select state from posting_change where cadre_id = ?", slip.id()))
                .isEqualTo("WITHDRAWN");
        as(admin)
                .body(REASON)
                .post("/api/v1/cadres/%d/account/enablement".formatted(slip.id()))
                .then()
                .statusCode(409)
                .body("reason", is("account-state"));
        as(admin)
                .body(Map.of("kind", "RETURN", "effectiveOn", LocalDate.now().toString(), "reason", "恢复任职"))
                .post("/api/v1/cadres/%d/postings".formatted(slip.id()))
                .then()
                .statusCode(409)
                .body("reason", is("merged"));
        sql.run("update account set status = 'PENDING' where id = ?", slip.id());
        long after = campaigns.open(province);
        enrol(after);
        assertThat(sql.number("select count(*) from enrolment where learner_id = ?", slip.id()))
                .isZero();
    }

    @Test
    void courseThatOnlyBothCover_isCompletedInEveryCampaignAndEarnsHoursOnce() {
        long course = courses.video(60);
        long one = campaigns.open(province, course);
        long other = campaigns.open(province, course);
        enrol(one);
        enrol(other);
        progress(right, course, "111100");
        progress(slip, course, "001111");
        correct().then().statusCode(409);
        settle("merger").then().statusCode(204);
        for (long campaign : List.of(one, other)) {
            assertThat(tally(campaign, "completed")).isEqualTo(1);
            assertThat(tally(campaign, "started")).isEqualTo(1);
            assertThat(tally(campaign, "passed")).isZero();
            assertThat(reconciliation.compare(campaign).await().atMost(Duration.ofSeconds(20)))
                    .isEqualTo(TallyReconciliation.Drift.NONE);
        }
        assertThat(sql.number("select count(*) from hour_credit where learner_id = ?", right.id()))
                .isEqualTo(1);
    }

    @Test
    void testPassedUnderOneAndVideoSeenUnderTheOther_completeTheCourse() {
        long course = courses.video(60);
        long campaign = campaigns.open(province, course);
        enrol(campaign);
        sql.run(
                "insert into exam (course_id, title, pass_mark, question_count, duration_seconds, max_attempts)"
                        + " values (?, 'x', 60, 1, 600, 3)",
                course);
        sql.run(
                "insert into attempt (exam_id, learner_id, number, state, question_ids, deadline, passed)"
                        + " select id, ?, 1, 'GRADED', '{}', now(), true from exam where course_id = ?",
                slip.id(),
                course);
        progress(right, course, "1111");
        sql.run("update course_progress set completed_at = now() where learner_id = ?", right.id());
        correct().then().statusCode(409);
        settle("merger").then().statusCode(204);
        assertThat(tally(campaign, "passed")).isEqualTo(1);
        assertThat(tally(campaign, "completed")).isEqualTo(1);
        assertThat(reconciliation.compare(campaign).await().atMost(Duration.ofSeconds(20)))
                .isEqualTo(TallyReconciliation.Drift.NONE);
    }

    @Test
    void progressWrittenAfterTheMerger_follows() {
        long course = courses.video(60);
        long campaign = campaigns.open(province, course);
        enrol(campaign);
        progress(right, course, "1100");
        correct().then().statusCode(409);
        settle("merger").then().statusCode(204);
        progress(slip, course, "0011");
        late.unite().await().atMost(Duration.ofSeconds(20));
        assertThat(sql.number("select count(*) from course_progress where learner_id = ?", slip.id()))
                .isZero();
        assertThat(tally(campaign, "completed")).isEqualTo(1);
        assertThat(reconciliation.compare(campaign).await().atMost(Duration.ofSeconds(20)))
                .isEqualTo(TallyReconciliation.Drift.NONE);
    }

    @Test
    void oneRecordOrAnOpenTest_isNotMerged() {
        correct().then().statusCode(409);
        long course = courses.video(60);
        sql.run(
                "insert into exam (course_id, title, pass_mark, question_count, duration_seconds, max_attempts)"
                        + " values (?, 'x', 60, 1, 600, 3)",
                course);
        sql.run(
                "insert into attempt (exam_id, learner_id, number, state, question_ids, deadline)"
                        + " select id, ?, 1, 'OPEN', '{}', now() + interval '1 hour' from exam where course_id = ?",
                slip.id(),
                course);
        settle("merger").then().statusCode(409).body("reason", is("attempt-open"));
        sql.run("update id_conflict set other_id = null where cadre_id = ?", right.id());
        settle("merger").then().statusCode(409).body("reason", is("one-record"));
    }

    private void enrol(long campaign) {
        enrolment.enrolAll(campaign).await().atMost(Duration.ofSeconds(10));
    }

    private void pass(Person person, long course) {
        var fact = new CampaignFacts.Fact(new LearnerCourse(person.id(), course), Instant.now(), null);
        database.transaction(tx -> facts.passed(tx, List.of(fact))).await().atMost(Duration.ofSeconds(10));
    }

    private void credit(Person person, long course) {
        int seconds = (int) sql.number("select duration_seconds from course where id = ?", course);
        var earned = new HourLedger.Earned(person.id(), course, seconds, "CAMPAIGN", null, null, Instant.now());
        database.transaction(tx -> hours.credit(tx, List.of(earned))).await().atMost(Duration.ofSeconds(10));
    }

    private void progress(Person person, long course, String bits) {
        sql.run(
                "insert into course_progress (learner_id, course_id, segments, covered, covered_segments, version)"
                        + " values (?, ?, ?, ?::bit varying, bit_count(?::bit varying), 1)",
                person.id(),
                course,
                bits.length(),
                bits,
                bits);
    }

    private Response correct() {
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

    private Response settle(String how) {
        long id = sql.number("select max(id) from id_conflict where cadre_id = ?", right.id());
        return as(admin).body(REASON).post("/api/v1/conflicts/%d/%s".formatted(id, how));
    }

    private long tally(long campaign, String what) {
        return sql.number(
                "select " + what + " from unit_tally where campaign_id = ? and unit_id = ?", campaign, province.id());
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }
}
