package cn.chaoxue.campaign;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MyCoursesResourceTest extends LearningProvinces {

    Person learner;

    @BeforeEach
    void learnerOfAProvince() {
        learner = people.learner(zhejiang);
    }

    @Test
    void myCourses_areThoseOfMyOpenCampaignsWithWhatIsStored() {
        long video = courses.video(63);
        long exam = courses.withTest(video);
        long text = courses.text(20, 10);
        long campaign = campaigns.open(zhejiang, video);
        campaigns.offers(campaign, text);
        campaigns.enrol(campaign, learner.id(), zhejiang);
        campaigns.open(zhejiang, courses.video());
        progress(video, 13, 13);
        progress(text, 3, 6);
        sql.run("insert into course_pass values (?, ?, ?, 5, now())", campaign, learner.id(), video);
        sql.run("insert into course_completion values (?, ?, ?, now())", campaign, learner.id(), video);

        get(learner, "/api/v1/me/courses")
                .statusCode(200)
                .body("items.courseId", contains((int) video, (int) text))
                .body("items.required", contains(true, false))
                .body("items.progress", contains(1.0f, 0.5f))
                .body("items.coveredSeconds", contains(63, 15))
                .body("items.studyHours", contains(0.5f, 0.5f))
                .body("items.examId", contains(equalTo((int) exam), nullValue()))
                .body("items.passed", contains(true, false))
                .body("items.completed", contains(true, false))
                .body("items[0].campaignId", equalTo((int) campaign))
                .body("items[0].form", equalTo("VIDEO"))
                .body("items[0].subject", equalTo("党的理论知识"));
    }

    @Test
    void closedCampaigns_areShownOnlyWhereAskedFor_upcomingNever() {
        Instant now = Instant.now();
        long closed = campaigns.between(zhejiang, now.minus(Duration.ofDays(9)), now.minusSeconds(60));
        campaigns.requires(closed, courses.video());
        campaigns.enrol(closed, learner.id(), zhejiang);
        long upcoming = campaigns.between(zhejiang, now.plusSeconds(600), now.plus(Duration.ofDays(9)));
        campaigns.requires(upcoming, courses.video());
        campaigns.enrol(upcoming, learner.id(), zhejiang);

        get(learner, "/api/v1/me/courses").body("items", hasSize(0));
        get(learner, "/api/v1/me/courses?closed=true").body("items.campaignId", contains((int) closed));
    }

    @Test
    void strangersAndActivationTokens_areRefused() {
        given().get("/api/v1/me/courses").then().statusCode(401);
        given().auth()
                .oauth2(people.tokenOf(learner, Set.of(Role.ACTIVATE)))
                .get("/api/v1/me/courses")
                .then()
                .statusCode(403);
    }

    @Test
    void course_isLaidOutForThoseEnrolledAndHoldsNoAnswers() {
        long text = courses.text(20, 10);
        long exam = courses.withTest(text);
        sql.run("""
                insert into question (exam_id, ordinal, kind, stem, options, correct)
                values (?, 1, 'SINGLE', 'stem-of-the-test', '[]', '{A}')
                """, exam);
        campaigns.enrol(campaigns.open(zhejiang, text), learner.id(), zhejiang);

        get(learner, "/api/v1/courses/" + text)
                .statusCode(200)
                .body("form", equalTo("TEXT"))
                .body("durationSeconds", equalTo(30))
                .body("segmentSeconds", equalTo(5))
                .body("sections.ordinal", contains(1, 2))
                .body("sections.fromSeconds", contains(0, 20))
                .body("sections.toSeconds", contains(20, 30))
                .body("sections[1].body", equalTo("正文"))
                .body("lecturers", hasSize(0))
                .body("examId", equalTo((int) exam))
                .body(not(containsString("correct")))
                .body(not(containsString("stem-of-the-test")));
    }

    @Test
    void video_namesLecturersByTitle() {
        long video = courses.video();
        Person liaison = people.active(zhejiang, Role.LIAISON);

        get(liaison, "/api/v1/courses/" + video)
                .statusCode(200)
                .body("lecturers.title", contains("教授"))
                .body("mediaUrl", equalTo("/media/clip.mp4"))
                .body("sections", hasSize(0))
                .body("examId", nullValue());
    }

    @Test
    void courseIAmNotEnrolledFor_cannotBeToldFromAnAbsentOne() {
        long video = courses.video();
        long upcoming = campaigns.upcoming(zhejiang, video);
        campaigns.enrol(upcoming, learner.id(), zhejiang);
        Person liaison = people.active(zhejiang, Role.LIAISON);

        get(learner, "/api/v1/courses/" + video).statusCode(404);
        get(learner, "/api/v1/courses/999999999").statusCode(404);
        get(liaison, "/api/v1/courses/999999999").statusCode(404);
    }

    private ValidatableResponse get(Person who, String path) {
        return given().auth().oauth2(people.tokenOf(who)).get(path).then();
    }

    private void progress(long course, int covered, int segments) {
        sql.run("""
                insert into course_progress (learner_id, course_id, covered, covered_segments, version)
                values (?, ?, (rpad(repeat('1', ?), ?, '0'))::varbit, ?, 1)
                """, learner.id(), course, covered, segments, covered);
    }
}
