package cn.chaoxue.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.platform.sql.Database;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What learners bring along counts once, whenever it was done and however long the transactions took.
@QuarkusTest
class OpeningTest extends LearningProvinces {

    private static final String COMPLETE = """
            insert into course_progress (learner_id, course_id, covered, covered_segments, version, completed_at)
            values (?, ?, '1', 1, 1, now())
            """;
    private static final String COMPLETE_IN_TRANSACTION =
            COMPLETE.replaceFirst("\\?", "\\$1").replaceFirst("\\?", "\\$2");

    @Inject
    Database database;

    @Inject
    CampaignFacts facts;

    @Inject
    Opening opening;

    @Test
    void whatWasCompleteBeforeTheOpening_isCountedInOnce() {
        Person learner = people.learner(hangzhou);
        long video = courses.video();
        sql.run(COMPLETE, learner.id(), video);
        long campaign = campaigns.upcoming(zhejiang, video);
        enrolAll(campaign);
        assertThat(campaigns.tally(campaign, hangzhou)).isEqualTo("1 0 0 0 0");

        sql.run("update campaign set opens_at = now() - interval '1 minute' where id = ?", campaign);
        enrolledLongAgo(campaign);
        awaitSettled(campaign);

        assertThat(campaigns.tally(campaign, centre)).isEqualTo("1 1 1 0 1");
        settle();
        settle();
        assertThat(campaigns.tally(campaign, centre)).isEqualTo("1 1 1 0 1");
    }

    @Test
    void campaignClosedBeforeItWasSettled_isSettledAllTheSame() {
        Person learner = people.learner(hangzhou);
        long video = courses.video();
        sql.run(COMPLETE, learner.id(), video);
        long campaign = campaigns.upcoming(zhejiang, video);
        enrolAll(campaign);

        sql.run(
                "update campaign set opens_at = now() - interval '1 minute', closes_at = now() - interval '1 second' where id = ?",
                campaign);
        enrolledLongAgo(campaign);
        awaitSettled(campaign);

        assertThat(campaigns.tally(campaign, centre)).isEqualTo("1 1 1 0 1");
    }

    /// Begun before the opening, it is left to those who settle it; committed long after, it is not lost on them.
    @Test
    void completionUnderWayAcrossTheOpening_isCountedInHoweverLongItTakes() {
        Person learner = people.learner(hangzhou);
        long video = courses.video();
        long campaign = campaigns.upcoming(zhejiang, video);
        enrolAll(campaign);
        enrolledLongAgo(campaign);
        try (Sql.Held _ = sql.hold(COMPLETE, learner.id(), video).kept()) {
            sql.run("update campaign set opens_at = now() where id = ?", campaign);
            await().during(Duration.ofSeconds(7)).until(() -> {
                settle();
                return !settled(campaign);
            });
        }
        awaitSettled(campaign);

        assertThat(campaigns.tally(campaign, centre)).isEqualTo("1 1 1 0 1");
    }

    /// Each commits without having seen the other: neither the completion nor the enrolment is lost on it.
    @Test
    void whatIsRecordedElsewhereWhileItsLearnerIsEnrolled_isCountedInLater() {
        Person learner = people.learner(hangzhou);
        long video = courses.video();
        long running = campaigns.open(zhejiang, video);
        enrolAll(running);
        long joined = campaigns.open(zhejiang, video);
        sql.run("update campaign set settled_at = opens_at where id = ?", joined);
        Fact fact = new Fact(new LearnerCourse(learner.id(), video), Instant.now(), null);

        Uni<Integer> enrolledMeanwhile =
                database.batch(tx -> Database.rows(tx, COMPLETE_IN_TRANSACTION, Tuple.of(learner.id(), video), _ -> 1)
                        .chain(() -> facts.completedWithoutTest(tx, List.of(fact)))
                        .chain(() -> enrolment.enrolAll(joined)));
        assertThat(enrolledMeanwhile.await().atMost(Duration.ofSeconds(30))).isEqualTo(1);
        assertThat(campaigns.tally(running, hangzhou)).isEqualTo("1 1 1 0 1");
        assertThat(campaigns.tally(joined, hangzhou)).isEqualTo("1 0 0 0 0");
        settle();
        settle();
        assertThat(campaigns.tally(joined, hangzhou))
                .as("too early: one of the two may still be under way")
                .isEqualTo("1 0 0 0 0");

        enrolledLongAgo(joined);
        sql.run("update campaign set settled_at = opens_at where id = ?", joined);
        await().untilAsserted(() -> {
            settle();
            assertThat(campaigns.tally(joined, hangzhou)).isEqualTo("1 1 1 0 1");
        });
        settle();
        settle();
        assertThat(campaigns.tally(joined, centre)).isEqualTo("1 1 1 0 1");
    }

    private void settle() {
        opening.settle().await().atMost(Duration.ofSeconds(30));
    }

    private void awaitSettled(long campaign) {
        await().until(() -> {
            settle();
            return settled(campaign);
        });
    }

    private boolean settled(long campaign) {
        return sql.number("select count(*) from campaign where id = ? and settled_at is not null", campaign) > 0;
    }

    private void enrolledLongAgo(long campaign) {
        sql.run("update enrolment set enrolled_at = now() - interval '10 minutes' where campaign_id = ?", campaign);
    }
}
