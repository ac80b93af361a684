package cn.chaoxue.live;

import static cn.chaoxue.fixture.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import cn.chaoxue.identity.Logins;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What was counted and earned under two records of one person, once they are one.
@QuarkusTest
class UnitedPeopleTest extends OnePersonTwice {

    @Test
    void merger_countsEverythingOnceUnderTheRightRecord() {
        long one = courses.video(60);
        long other = courses.video(1900);
        long shared = campaigns.open(zhejiang, one, other);
        long alone = campaigns.open(slip.unit(), other);
        enrolAll(shared);
        enrolAll(alone);
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
        assertThat(drift(shared)).isEqualTo(TallyReconciliation.Drift.NONE);
        assertThat(drift(alone)).isEqualTo(TallyReconciliation.Drift.NONE);
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
    void courseThatOnlyBothCover_isCompletedInEveryCampaignAndEarnsHoursOnce() {
        long course = courses.video(60);
        long one = campaigns.open(zhejiang, course);
        long other = campaigns.open(zhejiang, course);
        enrolAll(one);
        enrolAll(other);
        progress(right, course, "111100");
        progress(slip, course, "001111");
        correct().then().statusCode(409);
        settle("merger").then().statusCode(204);
        for (long campaign : List.of(one, other)) {
            assertThat(tally(campaign, "completed")).isEqualTo(1);
            assertThat(tally(campaign, "started")).isEqualTo(1);
            assertThat(tally(campaign, "passed")).isZero();
            assertThat(drift(campaign)).isEqualTo(TallyReconciliation.Drift.NONE);
        }
        assertThat(sql.number("select count(*) from hour_credit where learner_id = ?", right.id()))
                .isEqualTo(1);
    }

    @Test
    void testPassedUnderOneAndVideoSeenUnderTheOther_completeTheCourse() {
        long course = courses.video(60);
        long campaign = campaigns.open(zhejiang, course);
        enrolAll(campaign);
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
        assertThat(drift(campaign)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    @Test
    void progressWrittenAfterTheMerger_follows() {
        long course = courses.video(60);
        long campaign = campaigns.open(zhejiang, course);
        enrolAll(campaign);
        progress(right, course, "1100");
        correct().then().statusCode(409);
        settle("merger").then().statusCode(204);
        progress(slip, course, "0011");
        late.unite().await().atMost(Duration.ofSeconds(20));
        assertThat(sql.number("select count(*) from course_progress where learner_id = ?", slip.id()))
                .isZero();
        assertThat(tally(campaign, "completed")).isEqualTo(1);
        assertThat(drift(campaign)).isEqualTo(TallyReconciliation.Drift.NONE);
    }

    /// The one record was lent to where the other belongs.
    @Test
    void whoWasLentToTheOwnUnit_standsThereOnce() {
        correct().then().statusCode(409);
        as(admin)
                .body(Map.of(
                        "kind", "SECONDMENT",
                        "toUnit", right.unit().id(),
                        "post", "挂职副书记",
                        "effectiveOn", "2026-03-01",
                        "reason", "组织安排"))
                .post("/api/v1/cadres/%d/postings".formatted(slip.id()))
                .then()
                .statusCode(201);
        settle("merger").then().statusCode(204);
        as(admin).get("/api/v1/cadres/%d/postings".formatted(right.id())).then().body("items.kind", contains("MAIN"));
    }
}
