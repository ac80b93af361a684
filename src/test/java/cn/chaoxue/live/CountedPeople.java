package cn.chaoxue.live;

import cn.chaoxue.campaign.CampaignFacts;
import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.fixture.LearningProvinces;
import cn.chaoxue.fixture.Person;
import cn.chaoxue.org.UnitRef;
import cn.chaoxue.platform.sql.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// People who pass courses, and what their units count of it.
abstract class CountedPeople extends LearningProvinces {

    @Inject
    TallyReconciliation reconciliation;

    @Inject
    CampaignFacts facts;

    @Inject
    Database database;

    final void pass(Person person, long course) {
        passing(person, course).await().atMost(Duration.ofSeconds(30));
    }

    /// All of them pass it, four at a time, whatever happens meanwhile.
    final CompletableFuture<?> studying(List<Person> some, long course) {
        return Multi.createFrom()
                .iterable(some)
                .onItem()
                .transformToUni(person -> passing(person, course))
                .merge(4)
                .collect()
                .last()
                .subscribeAsCompletionStage();
    }

    private Uni<Void> passing(Person person, long course) {
        var fact = new CampaignFacts.Fact(new LearnerCourse(person.id(), course), Instant.now(), null);
        return database.transaction(tx -> facts.passed(tx, List.of(fact))).replaceWithVoid();
    }

    /// Some of a unit's counts together; 0 where it has none.
    final long count(long campaign, UnitRef unit, String what) {
        return sql.number(
                "select coalesce(max(" + what + "), 0) from unit_tally where campaign_id = ? and unit_id = ?",
                campaign,
                unit.id());
    }

    final TallyReconciliation.Drift drift(long campaign) {
        return reconciliation
                .compare(campaign)
                .await()
                .atMost(Duration.ofSeconds(20))
                .orElseThrow();
    }
}
