package cn.chaoxue.demo;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import cn.chaoxue.fixture.Sql;
import cn.chaoxue.org.UnitRef;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@TestProfile(SmallDemo.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoLoaderTest {

    @Inject
    DemoLoader loader;

    @Inject
    DemoState state;

    @Inject
    PeopleLoader people;

    @Inject
    Sql sql;

    DemoState.Loaded demo;
    UnitRef centre;

    @BeforeEach
    void loaded() {
        await().atMost(SmallDemo.LOADED_WITHIN).until(() -> state.loaded().isPresent());
        demo = state.loaded().orElseThrow();
        centre = Objects.requireNonNull(demo.units().get(UnitSeeds.CENTRE));
    }

    @Test
    void start_makesTheWholeTree() {
        assertThat(units("PROVINCE")).isEqualTo(38);
        assertThat(units("CITY")).isEqualTo(333 + 13 + 18 + 7 + 6 + 8 + 6 + 10);
        assertThat(units("COUNTY")).isEqualTo(2838);
        assertThat(sql.number("""
                        select count(*) from unit u join unit p on p.id = u.parent_id
                        where u.path <> p.path || u.id || '/' and u.path like ?""", centre.path() + "%")).isZero();
    }

    @Test
    void start_makesThePeopleAndEnrolsAllLearnersInBothCampaigns() {
        long staff = 4;

        assertThat(accounts()).isEqualTo(SmallDemo.CADRES);
        assertThat(cadres()).isEqualTo(SmallDemo.CADRES);
        for (long campaign : demo.campaigns().ids()) {
            assertThat(enrolled(campaign)).isEqualTo(SmallDemo.CADRES - staff);
            assertThat(tally(campaign, centre)).isEqualTo(SmallDemo.CADRES - staff);
        }
    }

    @Test
    void tallies_equalTheEnrolmentsBelow() {
        assertThat(sql.number("""
                        select count(*) from unit_tally t join unit u on u.id = t.unit_id
                        where t.campaign_id = ? and t.enrolled <> (select count(*)
                            from enrolment e join unit b on b.id = e.unit_id
                            where e.campaign_id = t.campaign_id and b.path like u.path || '%')""", demo.campaigns().big())).isZero();
    }

    @Test
    void tallies_areTheSumsOfTheirChildren() {
        assertThat(sql.number("""
                        select count(*) from (
                            select t.enrolled, sum(c.enrolled) as below
                            from unit_tally t join unit u on u.parent_id = t.unit_id
                            left join unit_tally c on c.unit_id = u.id and c.campaign_id = t.campaign_id
                            where t.campaign_id = ? group by t.unit_id, t.enrolled) as sums
                        where enrolled <> below""", demo.campaigns().big())).isZero();
    }

    @Test
    void secondLoad_changesNothing() {
        List<Long> before = everything();

        DemoState.Loaded again = loader.load().await().atMost(SmallDemo.LOADED_WITHIN);

        assertThat(everything()).isEqualTo(before);
        assertThat(again.units()).isEqualTo(demo.units());
        assertThat(again.campaigns()).isEqualTo(demo.campaigns());
    }

    @Test
    void readiness_isUpOnceLoaded() {
        when().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'demo-data' }.status", equalTo("UP"));
    }

    @Test
    void campaigns_areOpenNow() {
        assertThat(sql.number("""
                        select count(*) from campaign
                        where owner_unit_id = ? and opens_at < now() and closes_at > now() + interval '20 days'""", centre.id())).isEqualTo(2);
    }

    @Test
    void textCourses_lastAsLongAsTheirSections() {
        assertThat(sql.number("""
                        select count(*) from course c join campaign_course k on k.course_id = c.id
                        where k.campaign_id = ? and form = 'TEXT' and duration_seconds =
                            (select sum(floor_seconds) from course_section s where s.course_id = c.id)""", demo.campaigns().big())).isEqualTo(6);
    }

    /// As after a crash, too: who is there is a beginning of the sequence. Comes last, because the others count people.
    @Test
    @Order(Integer.MAX_VALUE)
    void largerNumber_addsOnlyWhoIsMissing() {
        var around = new PeopleLoader.Surroundings(demo.units(), "none of these log in");
        int more = 30;

        people.load(demo.people(), around, SmallDemo.CADRES + more).await().atMost(SmallDemo.LOADED_WITHIN);
        people.load(demo.people(), around, SmallDemo.CADRES + more).await().atMost(SmallDemo.LOADED_WITHIN);

        assertThat(accounts()).isEqualTo(SmallDemo.CADRES + more);
        assertThat(cadres()).isEqualTo(SmallDemo.CADRES + more);
    }

    private List<Long> everything() {
        return List.of(
                sql.number("select count(*) from unit"),
                sql.number("select count(*) from course"),
                sql.number("select count(*) from question"),
                sql.number("select count(*) from campaign_course"),
                sql.number("select count(*) from hour_requirement"),
                sql.number("select count(*) from enrolment"),
                sql.number("select sum(enrolled) from unit_tally"),
                accounts(),
                cadres());
    }

    private long units(String level) {
        return sql.number("select count(*) from unit where level = ? and path like ?", level, centre.path() + "%");
    }

    private long accounts() {
        return sql.number(
                "select count(*) from account a join unit u on u.id = a.unit_id where u.path like ?",
                centre.path() + "%");
    }

    private long cadres() {
        return sql.number(
                "select count(*) from cadre c join unit u on u.id = c.unit_id where u.path like ?",
                centre.path() + "%");
    }

    private long enrolled(long campaign) {
        return sql.number("select count(*) from enrolment where campaign_id = ?", campaign);
    }

    private long tally(long campaign, UnitRef unit) {
        return sql.number("select enrolled from unit_tally where campaign_id = ? and unit_id = ?", campaign, unit.id());
    }
}
