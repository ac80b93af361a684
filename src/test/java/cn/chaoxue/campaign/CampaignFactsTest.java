package cn.chaoxue.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.campaign.CampaignFacts.Batch;
import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.campaign.CampaignFacts.NewCompletion;
import cn.chaoxue.campaign.CampaignFacts.Recorded;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CampaignFactsTest extends LearningProvinces {

    private static final Instant NOON = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

    @Inject
    CampaignFacts facts;

    @Inject
    Database database;

    long first;
    long second;
    long optional;
    long campaign;
    long learner;

    @BeforeEach
    void campaignOfTwoRequiredCoursesAndOneOptional() {
        first = courses.video();
        second = courses.text(30, 30);
        optional = courses.video();
        campaign = campaigns.open(centre, first, second);
        campaigns.offers(campaign, optional);
        learner = campaigns.enrolled(campaign, zhejiang);
    }

    @Test
    void factsReplayed_changeNothing() {
        Recorded once = passed(fact(first, NOON));
        Recorded again = passed(fact(first, NOON.plusSeconds(9)));
        Recorded startAgain = run(List.of(fact(first, NOON)), List.of(), List.of());

        assertThat(once.completions()).containsExactly(new NewCompletion(campaign, "CAMPAIGN", of(first), NOON, 77L));
        assertThat(again).isEqualTo(startAgain).isEqualTo(new Recorded(List.of(), List.of()));
        assertThat(tally(centre)).isEqualTo("1 1 1 0");
        assertThat(sql.number("select attempt_id from course_pass where learner_id = ?", learner))
                .isEqualTo(77);
    }

    @Test
    void campaign_isCompletedExactlyWithTheLastRequiredCourse() {
        passed(fact(optional, NOON));
        assertThat(standing()).isEqualTo("0 false");
        passed(fact(second, NOON.plusSeconds(1)));
        assertThat(standing()).isEqualTo("1 false");
        passed(fact(first, NOON.plusSeconds(2)));

        assertThat(standing()).isEqualTo("2 true");
        assertThat(tally(zhejiang)).isEqualTo("1 3 3 1");
    }

    @Test
    void oneBatchWithEverything_countsEachOnceAndDuplicatesNever() {
        Recorded recorded = run(
                List.of(fact(first, NOON), fact(second, NOON), fact(second, NOON)),
                List.of(fact(first, NOON.plusSeconds(5)), fact(first, NOON.plusSeconds(3))),
                List.of(fact(second, NOON.plusSeconds(4))));

        assertThat(recorded.completions())
                .extracting(NewCompletion::at)
                .containsExactly(NOON.plusSeconds(3), NOON.plusSeconds(4));
        assertThat(recorded.tallies()).extracting(UnitTally::unitId).contains(centre.id(), zhejiang.id());
        assertThat(tally(centre)).isEqualTo("1 2 1 1");
        assertThat(sql.value(
                        "select started_at = ?::timestamptz from enrolment where learner_id = ?",
                        NOON.toString(),
                        learner))
                .isEqualTo(true);
    }

    @Test
    void courseOfSeveralCampaigns_countsInThoseThatWereOpenByThenAndEnrol() {
        long alsoEnrolled = campaigns.open(zhejiang, first);
        campaigns.enrol(alsoEnrolled, learner, zhejiang);
        long notEnrolled = campaigns.open(zhejiang, first);
        long upcoming = campaigns.between(zhejiang, NOON.plusSeconds(3600), NOON.plus(Duration.ofDays(9)));
        campaigns.requires(upcoming, first);
        campaigns.enrol(upcoming, learner, zhejiang);

        Recorded recorded = passed(fact(first, NOON));

        assertThat(recorded.completions())
                .extracting(NewCompletion::campaignId)
                .containsExactly(campaign, alsoEnrolled);
        assertThat(sql.number(
                        "select count(*) from enrolment where learner_id = ? and completed_at is not null", learner))
                .as("the campaign with this single course is done, the other is not")
                .isEqualTo(1);
        assertThat(sql.number("select count(*) from unit_tally where campaign_id in (?, ?)", notEnrolled, upcoming))
                .isZero();
    }

    /// The learner finished before the opening; PostgreSQL was away then, or the entry waited as a dead letter.
    @Test
    void factOfBeforeTheOpeningThatArrivesAfterIt_countsOnceFromTheOpeningOn() {
        long since = campaigns.between(zhejiang, NOON.minusSeconds(60), NOON.plus(Duration.ofDays(9)));
        campaigns.requires(since, first);
        campaigns.enrol(since, learner, zhejiang);
        sql.run("update campaign set settled_at = now() where id = ?", since);

        Recorded recorded = passed(fact(first, NOON.minusSeconds(61)));
        Recorded again = passed(fact(first, NOON.minusSeconds(61)));

        assertThat(recorded.completions())
                .as("hours are earned when the course was finished, whichever campaign counts it")
                .containsExactly(
                        new NewCompletion(campaign, "CAMPAIGN", of(first), NOON.minusSeconds(61), 77L),
                        new NewCompletion(since, "CAMPAIGN", of(first), NOON.minusSeconds(61), 77L));
        assertThat(again).isEqualTo(new Recorded(List.of(), List.of()));
        assertThat(sql.number("""
                        select count(*) from enrolment e join campaign c on c.id = e.campaign_id
                        join course_completion d using (campaign_id, learner_id)
                        join course_pass p using (campaign_id, learner_id, course_id)
                        where c.id = ? and e.started_at = c.opens_at and e.completed_at = c.opens_at
                            and d.completed_at = c.opens_at and p.passed_at = c.opens_at
                        """, since))
                .as("nothing in a campaign happens before it opens")
                .isEqualTo(1);
    }

    @Test
    void campaignOfOptionalCoursesOnly_isNeverCompleted() {
        long free = campaigns.open(centre);
        campaigns.offers(free, first);
        campaigns.enrol(free, learner, zhejiang);

        passed(fact(first, NOON));

        assertThat(sql.value("select completed_at is null from enrolment where campaign_id = ?", free))
                .isEqualTo(true);
    }

    @Test
    void factOfSomeoneNotEnrolled_changesNothing() {
        long stranger = campaigns.enrolled(campaigns.open(zhejiang), zhejiang);

        Recorded recorded = passed(new Fact(new LearnerCourse(stranger, first), NOON, null));

        assertThat(recorded).isEqualTo(new Recorded(List.of(), List.of()));
    }

    @Test
    void whatStandsAlongside_seesTheCompletionsAndFailsTheWhole() {
        Batch batch = new Batch(List.of(), List.of(fact(first, NOON)), List.of());
        Uni<Recorded> failing = database.batch(tx -> facts.record(tx, batch, (_, completions) -> {
            assertThat(completions).hasSize(1);
            return Uni.createFrom().failure(new IllegalStateException("no credit"));
        }));

        assertThat(InTime.done(failing.onFailure().recoverWithNull())).isNull();

        assertThat(standing()).isEqualTo("0 false");
        assertThat(sql.number("select count(*) from unit_tally where campaign_id = ?", campaign))
                .isZero();
    }

    private Recorded passed(Fact... passed) {
        return run(List.of(), List.of(passed), List.of());
    }

    private Recorded run(List<Fact> started, List<Fact> passed, List<Fact> completed) {
        Batch batch = new Batch(started, passed, completed);
        return InTime.done(database.batch(
                tx -> facts.record(tx, batch, (_, _) -> Uni.createFrom().voidItem())));
    }

    private Fact fact(long course, Instant at) {
        return new Fact(of(course), at, 77L);
    }

    private LearnerCourse of(long course) {
        return new LearnerCourse(learner, course);
    }

    private String tally(UnitRef unit) {
        return campaigns.tallyOfFacts(campaign, unit);
    }

    private String standing() {
        return (String) sql.value("""
                select required_done || ' ' || (completed_at is not null) from enrolment
                where campaign_id = ? and learner_id = ?
                """, campaign, learner);
    }
}
