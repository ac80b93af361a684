package cn.chaoxue.campaign;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.fixture.Concurrently;
import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever changes the tree holds the table of units and then wants enrolments; who enrols people or transfers them
/// has read the tree before. So nobody holds an enrolment while waiting for the tree.
@QuarkusTest
class EnrolmentLockOrderTest extends LearningProvinces {

    private static final String WAITING = """
            select count(*) from pg_stat_activity
            where wait_event_type = 'Lock' and query = 'lock table unit in access %s mode'
            """;

    @Inject
    Database database;

    @Inject
    CampaignFacts facts;

    @Inject
    UnitedPeople united;

    private UnitRef other;
    private Person learner;
    private long course;

    @BeforeEach
    void learnerOfACampaign() {
        other = units.city(zhejiang);
        learner = people.learner(hangzhou);
        course = courses.video();
        enrolAll(campaigns.open(zhejiang, course));
    }

    @Test
    void whoRecordsFacts() {
        Fact fact = new Fact(new LearnerCourse(learner.id(), course), Instant.now(), null);
        holdsNoEnrolment(
                "exclusive",
                "share",
                () -> database.batch(tx -> facts.started(tx, List.of(fact))).subscribeAsCompletionStage());
        assertThat(sql.number("select count(*) from enrolment where learner_id = ? and started_at is not null", id()))
                .isOne();
    }

    @Test
    void whoUnitesRecords() {
        Person same = people.learner(hangzhou);
        holdsNoEnrolment(
                "exclusive",
                "share",
                () -> database.batch(tx -> united.busy(tx, same.id(), id())).subscribeAsCompletionStage());
    }

    @Test
    void whoMergesUnits() {
        String admin = people.tokenOf(people.active(centre, Role.CENTRE_ADMIN));
        Callable<Integer> merger = () -> given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("unitId", other.id(), "effectiveOn", "2026-03-01"))
                .post("/api/v1/units/%d/merger".formatted(hangzhou.id()))
                .statusCode();
        holdsNoEnrolment("share", "exclusive", () -> Concurrently.begun(merger));
    }

    /// While it waits for the tree, which somebody holds.
    private void holdsNoEnrolment(String held, String wanted, Supplier<CompletableFuture<?>> what) {
        sql.meanwhile(
                sql.hold("lock table unit in access %s mode".formatted(held)),
                what,
                WAITING.formatted(wanted),
                () -> assertThat(sql.number(
                                "select learner_id from enrolment where learner_id = ? for update nowait", id()))
                        .isEqualTo(id()));
    }

    private long id() {
        return learner.id();
    }
}
