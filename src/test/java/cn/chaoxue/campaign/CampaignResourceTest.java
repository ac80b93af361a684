package cn.chaoxue.campaign;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CampaignResourceTest extends LearningProvinces {

    Person liaison;
    Person stranger;
    long national;
    long provincial;

    @BeforeEach
    void nationalCampaignAndOneOfZhejiang() {
        liaison = people.active(zhejiang, Role.LIAISON);
        stranger = people.active(gansu, Role.LIAISON);
        national = campaigns.open(centre, courses.video(), courses.text(10));
        campaigns.offers(national, courses.video());
        provincial = campaigns.open(zhejiang, courses.video(3337));
    }

    @Test
    void campaigns_areThoseThatConcernTheCaller() {
        long ofHangzhou = campaigns.open(hangzhou);

        get(liaison, "/api/v1/campaigns")
                .statusCode(200)
                .body("items.campaignId", hasItems((int) national, (int) provincial, (int) ofHangzhou));
        get(stranger, "/api/v1/campaigns").body("items.campaignId", contains((int) national));
        get(people.learner(hangzhou), "/api/v1/campaigns")
                .body("items.campaignId", containsInAnyOrder((int) national, (int) provincial, (int) ofHangzhou));
    }

    @Test
    void learnerOfTheProvince_doesNotSeeCampaignsOfCitiesThatDoNotEnrolThem() {
        long ofHangzhou = campaigns.open(hangzhou);
        Person learner = people.learner(zhejiang);

        get(learner, "/api/v1/campaigns").body("items.campaignId", not(hasItem((int) ofHangzhou)));
        campaigns.enrol(ofHangzhou, learner.id(), zhejiang);
        get(learner, "/api/v1/campaigns").body("items.campaignId", hasItem((int) ofHangzhou));
    }

    @Test
    void campaign_showsItsCoursesInOrder() {
        get(liaison, "/api/v1/campaigns/" + national)
                .statusCode(200)
                .body("state", equalTo("OPEN"))
                .body("kind", equalTo("CAMPAIGN"))
                .body("unit.id", equalTo((int) centre.id()))
                .body("requiredCourses", equalTo(2))
                .body("optionalCourses", equalTo(1))
                .body("courses.required", contains(true, true, false))
                .body("courses.form", contains("VIDEO", "TEXT", "VIDEO"));
        get(liaison, "/api/v1/campaigns/" + provincial).body("courses.studyHours", contains(1.0f));
    }

    @Test
    void campaignOfAnotherProvince_cannotBeToldFromAnAbsentOne() {
        get(stranger, "/api/v1/campaigns/" + provincial).statusCode(404);
        get(stranger, "/api/v1/campaigns/" + provincial + "/learners").statusCode(404);
        get(stranger, "/api/v1/campaigns/999999999").statusCode(404);
        given().get("/api/v1/campaigns").then().statusCode(401);
        given().get("/api/v1/campaigns/" + national).then().statusCode(401);
    }

    @Test
    void learners_areThoseOfTheOwnSubtreeMaskedPageByPage() {
        List<Long> mine = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            mine.add(enrolled(i % 2 == 0 ? zhejiang : hangzhou).id());
        }
        Person foreign = enrolled(gansu);

        List<Long> seen = new ArrayList<>();
        String next = "";
        int pages = 0;
        while (next != null) {
            var page = get(liaison, learners() + "?limit=2" + (next.isEmpty() ? "" : "&after=" + next))
                    .statusCode(200)
                    .body(not(containsString("测试员")))
                    .extract()
                    .jsonPath();
            page.getList("items.learnerId", Long.class).forEach(seen::add);
            next = page.getString("next");
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(mine).doesNotContain(foreign.id());
        get(liaison, learners() + "?unit=" + hangzhou.id())
                .body(
                        "items.learnerId",
                        containsInAnyOrder(mine.get(1).intValue(), mine.get(3).intValue()));
    }

    @Test
    void status_selectsAndIsShown() {
        Person fresh = enrolled(hangzhou);
        Person studying = enrolled(hangzhou);
        Person done = enrolled(hangzhou);
        sql.run("update enrolment set started_at = now(), required_done = 1 where learner_id = ?", studying.id());
        sql.run(
                "update enrolment set started_at = now(), completed_at = now(), required_done = 2 where learner_id = ?",
                done.id());

        Map.of("NOT_STARTED", fresh, "IN_STUDY", studying, "COMPLETED", done)
                .forEach((status, who) -> get(liaison, learners() + "?status=" + status)
                        .body("items.learnerId", contains((int) who.id()))
                        .body("items.status", contains(status))
                        .body("items[0].name", equalTo("测*"))
                        .body("items[0].requiredTotal", equalTo(2))
                        .body("items[0].unit.id", equalTo((int) hangzhou.id()))
                        .body("next", nullValue()));
        get(liaison, learners() + "?status=IN_STUDY").body("items[0].requiredDone", equalTo(1));
    }

    @Test
    void foreignUnits_areAbsent() {
        enrolled(gansu);

        get(liaison, learners() + "?unit=" + gansu.id()).statusCode(404);
        get(liaison, learners() + "?unit=" + centre.id()).statusCode(404);
        get(liaison, learners() + "?unit=999999999").statusCode(404);
    }

    @Test
    void learnersThemselves_mayNotLook() {
        get(people.learner(zhejiang), learners()).statusCode(403);
        given().get(learners()).then().statusCode(401);
    }

    @Test
    void parametersThatDoNotFit_areNamed() {
        get(liaison, learners() + "?status=ASLEEP").statusCode(400).body("errors.field", contains("status"));
        get(liaison, learners() + "?after=!!").statusCode(400).body("errors.field", contains("after"));
        get(liaison, learners() + "?limit=0").statusCode(400).body("errors.field", contains("limit"));
        get(liaison, learners() + "?limit=201").statusCode(400).body("errors.field", contains("limit"));
    }

    private String learners() {
        return "/api/v1/campaigns/" + national + "/learners";
    }

    private Person enrolled(UnitRef unit) {
        Person learner = people.learner(unit);
        campaigns.enrol(national, learner.id(), unit);
        return learner;
    }

    private ValidatableResponse get(Person who, String path) {
        return given().auth().oauth2(people.tokenOf(who)).get(path).then();
    }
}
