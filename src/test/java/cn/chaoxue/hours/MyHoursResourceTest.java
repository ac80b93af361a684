package cn.chaoxue.hours;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.hours.HourLedger.Earned;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MyHoursResourceTest extends LearningProvinces {

    @Inject
    HourLedger ledger;

    @Inject
    Database database;

    @Test
    void cycle_showsWhatIsOwedAndEveryEntryThatIsMine() {
        Person learner = people.learner(zhejiang);
        sql.run("update cadre set cadre_class = 'SECTION', in_post_since = '2026-09-01' where id = ?", learner.id());
        earn(learner, zhejiang, 4976, "2026-10-01T00:00:00Z");
        earn(learner, zhejiang, 600, "2025-10-01T00:00:00Z");
        earn(people.learner(zhejiang), zhejiang, 600, "2026-10-02T00:00:00Z");

        given().auth()
                .oauth2(people.tokenOf(learner))
                .queryParam("cycle", 2026)
                .get("/api/v1/me/hours")
                .then()
                .statusCode(200)
                .body("cycle", equalTo(2026))
                .body("requiredHours", equalTo(20.0f))
                .body("earnedHours", equalTo(1.5f))
                .body("reason", equalTo("PRO_RATA"))
                .body("fullYearHours", equalTo(60.0f))
                .body("monthsInPost", equalTo(4))
                .body("entries.source", contains("CAMPAIGN"))
                .body("entries[0].creditedAt", equalTo("2026-10-01T00:00:00Z"));
    }

    @Test
    void transferredWithinTheCycle_owesAsOneWhoWasThereBefore() {
        Person learner = people.learner(zhejiang);
        String learned = "update cadre set in_post_since = '2026-09-01', appointed_on = ?::date where id = ?";
        sql.run(learned, "2020-09-01", learner.id());
        owes(learner, 10.0f, "FULL_YEAR");
        sql.run(learned, "2026-07-01", learner.id());
        owes(learner, 5.0f, "PRO_RATA");
    }

    private void owes(Person learner, float hours, String reason) {
        given().auth()
                .oauth2(people.tokenOf(learner))
                .get("/api/v1/me/hours?cycle=2026")
                .then()
                .body("requiredHours", equalTo(hours))
                .body("reason", equalTo(reason));
    }

    @Test
    void cycleWithoutEntries_isEmptyNotAbsent() {
        Person learner = people.learner(zhejiang);

        given().auth()
                .oauth2(people.tokenOf(learner))
                .get("/api/v1/me/hours")
                .then()
                .statusCode(200)
                .body("requiredHours", equalTo(10.0f))
                .body("earnedHours", equalTo(0.0f))
                .body("reason", equalTo("FULL_YEAR"))
                .body("entries", hasSize(0));
    }

    @Test
    void strangersActivationTokensAndOddYears_areRefused() {
        Person learner = people.learner(zhejiang);

        given().get("/api/v1/me/hours").then().statusCode(401);
        given().auth()
                .oauth2(people.tokenOf(learner, Set.of(Role.ACTIVATE)))
                .get("/api/v1/me/hours")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(people.tokenOf(learner))
                .queryParam("cycle", 17)
                .get("/api/v1/me/hours")
                .then()
                .statusCode(400)
                .body("errors.field", contains("cycle"));
    }

    private void earn(Person learner, UnitRef unit, int seconds, String at) {
        long course = courses.video(seconds);
        long campaign = campaigns.open(unit, course);
        var earned = new Earned(learner.id(), course, seconds, "CAMPAIGN", campaign, null, Instant.parse(at));
        InTime.done(database.batch(tx -> ledger.credit(tx, List.of(earned))));
    }
}
