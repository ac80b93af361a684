package cn.chaoxue.study;

import cn.chaoxue.campaign.CampaignFacts;
import cn.chaoxue.campaign.CampaignFacts.Batch;
import cn.chaoxue.campaign.CampaignFacts.Fact;
import cn.chaoxue.campaign.CampaignFacts.NewCompletion;
import cn.chaoxue.campaign.CampaignFacts.Recorded;
import cn.chaoxue.campaign.LearnerCourse;
import cn.chaoxue.campaign.TallyLedger;
import cn.chaoxue.course.CourseKind;
import cn.chaoxue.course.Courses;
import cn.chaoxue.deadletter.Sifting;
import cn.chaoxue.deadletter.Sifting.Hopeless;
import cn.chaoxue.deadletter.Sifting.Sifted;
import cn.chaoxue.hours.HourLedger;
import cn.chaoxue.hours.HourLedger.Earned;
import cn.chaoxue.platform.sql.Database;
import cn.chaoxue.study.ProgressRepository.Change;
import cn.chaoxue.study.ProgressRepository.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Writes progress and everything that follows from it in one transaction: starts, completions of courses without a
/// test, hours, tallies. Only what is truly new counts, so writing again changes nothing.
@ApplicationScoped
class ProgressWriter {

    /// What one transaction did.
    record Written(List<Outcome> outcomes, Recorded recorded) {

        int completed() {
            return (int) outcomes.stream().filter(Outcome::completed).count();
        }
    }

    private static final Function<SqlConnection, Uni<Void>> NOTHING_BESIDES =
            _ -> Uni.createFrom().voidItem();

    private final Database database;
    private final Courses courses;
    private final CampaignFacts facts;
    private final HourLedger hours;
    private final TallyLedger tallies;
    private final ForgottenCoverage forgotten;
    private final UnwritableProgress unwritable;
    private final StudyMetrics metrics;
    private final Sifting<Change, Integer> sifting = new Sifting<>(
            change -> change.who().learnerId() + ":" + change.who().courseId(), _ -> true);

    ProgressWriter(
            Database database,
            Courses courses,
            CampaignFacts facts,
            HourLedger hours,
            TallyLedger tallies,
            ForgottenCoverage forgotten,
            UnwritableProgress unwritable,
            StudyMetrics metrics) {
        this.database = database;
        this.courses = courses;
        this.facts = facts;
        this.hours = hours;
        this.tallies = tallies;
        this.forgotten = forgotten;
        this.unwritable = unwritable;
        this.metrics = metrics;
    }

    /// Commits the changes, announces the counts, gives back to Redis what it forgot. A change no retry can save goes
    /// to `dead_letter`; the others of its batch are written all the same. Fails while one is in doubt, so that it
    /// comes again.
    Uni<Void> write(List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sifting.sift(changes, some -> commit(some, NOTHING_BESIDES)).chain(this::settle);
    }

    /// Writes a change that was refused before, and `besides` in the same transaction; fails where it is refused again.
    Uni<Void> rewrite(Change change, Function<SqlConnection, Uni<Void>> besides) {
        return commit(List.of(change), besides).replaceWithVoid();
    }

    private Uni<Integer> commit(List<Change> changes, Function<SqlConnection, Uni<Void>> besides) {
        long begin = System.nanoTime();
        return kinds(changes)
                .chain(kinds -> database.batch(tx -> besides.apply(tx).chain(() -> inTransaction(tx, changes, kinds))))
                .invoke(written -> metrics.flushed(changes.size(), written.completed(), System.nanoTime() - begin))
                .call(written -> tallies.publish(written.recorded().tallies()))
                .call(written -> forgotten.giveBack(changes, written.outcomes()))
                .replaceWith(changes.size());
    }

    private Uni<Void> settle(Sifted<Change, Integer> sifted) {
        return Multi.createFrom()
                .iterable(sifted.hopeless())
                .onItem()
                .transformToUniAndConcatenate(this::bury)
                .onItem()
                .ignoreAsUni()
                .invoke(() -> failWhere(sifted.left()));
    }

    private Uni<Void> bury(Hopeless<Change> hopeless) {
        return unwritable.bury(hopeless.entry(), hopeless.reason());
    }

    private static void failWhere(List<Change> left) {
        if (!left.isEmpty()) {
            throw new IllegalStateException("progress of %s cannot be written, for a reason in doubt"
                    .formatted(left.stream().map(Change::who).toList()));
        }
    }

    private Uni<Written> inTransaction(SqlConnection tx, List<Change> changes, Map<Long, CourseKind> kinds) {
        return ProgressRepository.write(tx, changes)
                .chain(outcomes -> facts.record(
                                tx,
                                batchOf(outcomes, kinds),
                                (same, completions) -> hours.credit(same, earned(completions, kinds)))
                        .map(recorded -> new Written(outcomes, recorded)));
    }

    private static Batch batchOf(List<Outcome> outcomes, Map<Long, CourseKind> kinds) {
        List<Fact> completed = factsOf(
                outcomes,
                outcome -> outcome.completed()
                        && isUntested(kinds.get(outcome.who().courseId())));
        return new Batch(factsOf(outcomes, Outcome::started), List.of(), completed);
    }

    private static boolean isUntested(@org.jspecify.annotations.Nullable CourseKind kind) {
        return kind != null && !kind.hasExam();
    }

    private static List<Fact> factsOf(List<Outcome> outcomes, Predicate<Outcome> which) {
        return outcomes.stream()
                .filter(which)
                .map(outcome -> new Fact(outcome.who(), outcome.at(), null))
                .toList();
    }

    private static List<Earned> earned(List<NewCompletion> completions, Map<Long, CourseKind> kinds) {
        return completions.stream()
                .map(completion -> earned(completion, kinds.get(completion.who().courseId())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Earned> earned(
            NewCompletion completion, @org.jspecify.annotations.Nullable CourseKind kind) {
        LearnerCourse who = completion.who();
        return Optional.ofNullable(kind)
                .map(known -> new Earned(
                        who.learnerId(),
                        who.courseId(),
                        known.timeline().durationSeconds(),
                        completion.campaignKind(),
                        completion.campaignId(),
                        null,
                        completion.at()));
    }

    private Uni<Map<Long, CourseKind>> kinds(List<Change> changes) {
        List<Long> ids = changes.stream()
                .map(change -> change.who().courseId())
                .distinct()
                .toList();
        List<Uni<Optional<CourseKind>>> lookups =
                ids.stream().map(courses::kind).toList();
        return Uni.join().all(lookups).andFailFast().map(ProgressWriter::byId);
    }

    private static Map<Long, CourseKind> byId(List<Optional<CourseKind>> kinds) {
        Map<Long, CourseKind> byId = new HashMap<>();
        kinds.stream()
                .flatMap(Optional::stream)
                .forEach(kind -> byId.put(kind.timeline().courseId(), kind));
        return byId;
    }
}
