package cn.chaoxue.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.chaoxue.campaign.Enrolments.StudyPolicy;
import cn.chaoxue.fixture.InTime;
import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.identity.Role;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EnrolmentServiceTest extends LearningProvinces {

    @Inject
    AgroalDataSource source;

    @Inject
    Enrolments enrolments;

    @Test
    void enrolAll_takesTheOwnersSubtreeActivatedOrNot_andNobodyElse() {
        Person active = people.learner(hangzhou);
        Person pending = people.pending(zhejiang);
        people.active(zhejiang, Role.LIAISON);
        people.learner(gansu);
        Person gone = people.learner(hangzhou);
        sql.run("update account set status = 'DISABLED' where id = ?", gone.id());
        long campaign = campaigns.open(zhejiang);

        assertThat(enrolAll(campaign)).isEqualTo(2);

        assertThat(learnersOf(campaign)).isEqualTo(active.id() + "," + pending.id());
        assertThat(campaigns.tally(campaign, centre)).isEqualTo("2 0 0 0 0");
        assertThat(campaigns.tally(campaign, hangzhou)).isEqualTo("1 0 0 0 0");
    }

    @Test
    void lateArrivals_areEnrolledOnceByHoweverManyWorkers() {
        people.learner(hangzhou);
        long campaign = campaigns.open(zhejiang);
        enrolAll(campaign);
        IntStream.range(0, 25).forEach(_ -> people.learner(hangzhou));

        List<Uni<Integer>> workers = IntStream.range(0, 6)
                .mapToObj(_ -> enrolment.enrolAll(campaign))
                .toList();
        List<Integer> added = Uni.join().all(workers).andFailFast().await().atMost(Duration.ofSeconds(30));

        assertThat(added.stream().mapToInt(Integer::intValue).sum()).isEqualTo(25);
        assertThat(campaigns.tally(campaign, zhejiang)).isEqualTo("26 0 0 0 0");
        assertThat(enrolAll(campaign)).isZero();
    }

    @Test
    void workerLoop_visitsEveryCampaignNotClosed() {
        long campaign = campaigns.open(zhejiang);
        long closed = campaigns.between(
                zhejiang, Instant.now().minusSeconds(900), Instant.now().minusSeconds(60));
        Person learner = people.learner(hangzhou);

        enrolment.enrolLateArrivals().await().atMost(Duration.ofSeconds(30));

        assertThat(learnersOf(campaign)).isEqualTo(Long.toString(learner.id()));
        assertThat(learnersOf(closed)).isEmpty();
    }

    @Test
    void whatIsCompleteAlready_comesAlong() {
        Person learner = people.learner(hangzhou);
        long video = courses.video();
        long text = courses.text(10);
        long tested = courses.video();
        courses.withTest(tested);
        progress(learner, video, true);
        progress(learner, tested, true);
        progress(learner, text, false);
        long campaign = campaigns.open(zhejiang, video, text, tested);

        enrolAll(campaign);

        assertThat(campaigns.tally(campaign, hangzhou))
                .as("the video counts, the half-read text and the untaken test do not")
                .isEqualTo("1 1 1 0 0");
        assertThat(sql.number("select required_done from enrolment where learner_id = ?", learner.id()))
                .isEqualTo(1);
        assertThat(sql.number("select count(*) from hour_credit where learner_id = ?", learner.id()))
                .as("hours were earned where the course was finished")
                .isZero();
    }

    /// The transfer has begun and not committed when the one who enrols comes upon the person.
    @Test
    void personWhoIsBeingTransferred_isEnrolledUnderTheNewUnitOrNotAtAll() throws Exception {
        Person learner = people.learner(hangzhou);
        long ofTheUnitLeft = campaigns.open(zhejiang);
        long ofBoth = campaigns.open(centre);
        List<CompletableFuture<Integer>> enrolling;
        try (Connection transfer = source.getConnection()) {
            transfer.setAutoCommit(false);
            for (String table : List.of("cadre", "account")) {
                try (PreparedStatement move =
                        transfer.prepareStatement("update %s set unit_id = ? where id = ?".formatted(table))) {
                    move.setLong(1, gansu.id());
                    move.setLong(2, learner.id());
                    move.executeUpdate();
                }
            }
            enrolling = Stream.of(ofTheUnitLeft, ofBoth)
                    .map(campaign -> enrolment.enrolAll(campaign).subscribeAsCompletionStage())
                    .toList();
            await().atMost(Duration.ofSeconds(30)).until(() -> waitingToEnrol() == 2);
            transfer.commit();
            transfer.setAutoCommit(true);
        }
        enrolling.forEach(InTime::done);

        enrolAll(ofTheUnitLeft);
        enrolAll(ofBoth);

        assertThat(learnersOf(ofTheUnitLeft)).isEmpty();
        assertThat(campaigns.tally(ofBoth, gansu)).isEqualTo("1 0 0 0 0");
        assertThat(sql.number("select unit_id from enrolment where learner_id = ?", learner.id()))
                .isEqualTo(gansu.id());
    }

    @Test
    void policy_isTheMostGenerousOfTheOpenCampaignsThatEnrol() {
        Person learner = people.learner(hangzhou);
        long course = courses.video();
        long slow = campaigns.open(zhejiang, course);
        long fast = campaigns.open(centre, course);
        long upcoming = campaigns.upcoming(centre, course);
        long notMine = campaigns.open(centre, course);
        sql.run("update campaign set allowed_rate = 1.5 where id = ?", fast);
        sql.run("update campaign set allowed_rate = 2.0 where id in (?, ?)", upcoming, notMine);
        List.of(slow, fast, upcoming).forEach(campaign -> campaigns.enrol(campaign, learner.id(), hangzhou));

        assertThat(enrolments
                        .policy(new LearnerCourse(learner.id(), course))
                        .await()
                        .atMost(Duration.ofSeconds(30)))
                .contains(new StudyPolicy(1.5));
        assertThat(enrolments
                        .policy(new LearnerCourse(learner.id(), courses.video()))
                        .await()
                        .atMost(Duration.ofSeconds(30)))
                .isEmpty();
    }

    private long waitingToEnrol() {
        return sql.number("""
                select count(*) from pg_stat_activity
                where wait_event_type = 'Lock' and query like '%insert into enrolment%'
                """);
    }

    private String learnersOf(long campaign) {
        return (String) sql.value("""
                select coalesce(string_agg(learner_id::text, ',' order by learner_id), '')
                from enrolment where campaign_id = ?
                """, campaign);
    }

    private void progress(Person learner, long course, boolean complete) {
        sql.run("""
                insert into course_progress (learner_id, course_id, covered, covered_segments, version, completed_at)
                values (?, ?, '1', 1, 1, case when ? then now() end)
                """, learner.id(), course, complete);
    }
}
