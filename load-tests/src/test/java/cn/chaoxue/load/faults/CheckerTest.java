package cn.chaoxue.load.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.load.faults.Checker.Findings;
import cn.chaoxue.load.faults.Facts.Counts;
import cn.chaoxue.load.faults.Facts.Course;
import cn.chaoxue.load.faults.Facts.Done;
import cn.chaoxue.load.faults.Facts.Enrolled;
import cn.chaoxue.load.faults.Facts.Submitted;
import cn.chaoxue.load.faults.Told.Finished;
import cn.chaoxue.load.faults.Told.Receipt;
import cn.chaoxue.load.faults.Told.Watched;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A checker that finds nothing proves nothing: every way to lose, double or miscount is forged here, one at a
/// time.
class CheckerTest {

    private static final long ANNA = 1001;
    private static final long BO = 1002;
    private static final long FILM = 9;

    private final List<Told> journal = new ArrayList<>(List.of(
            new Receipt(1, "AAAA", 100, 0),
            new Receipt(2, "BBBB", 0, 0),
            new Watched(ANNA, FILM, 0, 12, 0),
            new Watched(ANNA, FILM, 10, 15, 1),
            new Finished(BO, 8, 2)));

    private final Map<Long, Submitted> submissions = new HashMap<>(Map.of(
            1L, new Submitted(ANNA, 7, "AAAA", 100, true),
            2L, new Submitted(BO, 7, "BBBB", 0, false),
            3L, new Submitted(BO, 8, "CCCC", 100, true)));
    private final List<Enrolled> enrolments =
            new ArrayList<>(List.of(new Enrolled(ANNA, 12, true, false, 1), new Enrolled(BO, 11, true, false, 1)));
    private final List<Done> passes = new ArrayList<>(List.of(new Done(ANNA, 7), new Done(BO, 8)));
    private final List<Done> completions = new ArrayList<>(passes);
    private final List<Done> credits = new ArrayList<>(passes);
    private final Map<Long, Counts> tallies = new HashMap<>(Map.of(
            1L, new Counts(2, 2, 2, 2, 0),
            11L, new Counts(2, 2, 2, 2, 0),
            12L, new Counts(1, 1, 1, 1, 0)));
    private final Map<Course, BitSet> segments = new HashMap<>(Map.of(new Course(ANNA, FILM), covered(0, 15)));

    @Test
    void whatWasToldAndIsStored_isFoundInOrder_alsoWhereNobodyReadTheReceipt() {
        assertThat(findings()).isEqualTo(new Findings(2, 1, 0, 0, 0, List.of()));
    }

    @Test
    void missingSubmission_isLost() {
        submissions.remove(2L);
        assertThat(findings().lost()).isEqualTo(1);
        assertThat(findings().examples()).containsExactly("attempt 2: no submission is stored");
    }

    @Test
    void ungradedSubmission_isLost() {
        submissions.put(2L, new Submitted(BO, 7, "BBBB", null, false));
        assertThat(findings().lost()).isEqualTo(1);
    }

    @Test
    void submissionUnderAnotherReceipt_isLost() {
        submissions.put(2L, new Submitted(BO, 7, "XXXX", 0, false));
        assertThat(findings().lost()).isEqualTo(1);
    }

    @Test
    void gradeOfOtherAnswers_isLost() {
        submissions.put(1L, new Submitted(ANNA, 7, "AAAA", 0, false));
        assertThat(findings().lost()).isEqualTo(1);
    }

    @Test
    void passThatCountsNowhere_isLost() {
        passes.remove(new Done(ANNA, 7));
        assertThat(findings().lost()).isEqualTo(1);
    }

    @Test
    void forgottenSeconds_areLost_whoeverWasToldOfThem() {
        segments.put(new Course(ANNA, FILM), covered(0, 14));
        assertThat(findings().lost()).isEqualTo(1);
        segments.put(new Course(ANNA, FILM), covered(1, 15));
        assertThat(findings().lost()).isEqualTo(1);
        segments.clear();
        assertThat(findings().lost()).isEqualTo(1);
    }

    @Test
    void otherSegmentsInTheSameNumber_areLost() {
        BitSet others = covered(0, 14);
        others.set(20);
        segments.put(new Course(ANNA, FILM), others);
        assertThat(findings().lost()).isEqualTo(1);
        assertThat(findings().examples())
                .containsExactly("Course[learnerId=1001, courseId=9]: watched and not stored are the segments {14}");
    }

    @Test
    void courseThatWasCompleteAndCountsNowhere_isLost() {
        journal.add(new Finished(ANNA, 8, 3));
        assertThat(findings().lost()).isEqualTo(1);
    }

    @Test
    void everyViewersCourse_isWatchedOnce() {
        journal.add(new Watched(BO, FILM, 3, 4, 0));
        segments.put(new Course(BO, FILM), covered(3, 4));
        assertThat(findings()).isEqualTo(new Findings(2, 2, 0, 0, 0, List.of()));
    }

    @Test
    void secondReceiptOfAnAttempt_isDuplicated_theSameAgainIsNot() {
        journal.add(new Receipt(1, "AAAA", 100, 5));
        assertThat(findings().duplicated()).isZero();
        journal.add(new Receipt(1, "ZZZZ", 100, 6));
        assertThat(findings().duplicated()).isEqualTo(1);
        assertThat(findings().acknowledged()).isEqualTo(2);
    }

    @Test
    void receiptOfTwoAttempts_isDuplicated() {
        journal.add(new Receipt(3, "AAAA", 100, 5));
        submissions.put(3L, new Submitted(BO, 8, "AAAA", 100, true));
        assertThat(findings().duplicated()).isEqualTo(1);
    }

    @Test
    void repeatedRows_areDuplicated() {
        credits.add(new Done(ANNA, 7));
        assertThat(findings().duplicated()).isEqualTo(1);
        passes.add(new Done(ANNA, 7));
        completions.add(new Done(ANNA, 7));
        assertThat(findings().duplicated()).isEqualTo(3);
    }

    @Test
    void countThatIsNotTheSumOfItsRows_isDrift() {
        forEachCount(1L, counts -> assertThat(findings().drift()).isEqualTo(1));
        forEachCount(12L, counts -> assertThat(findings().drift()).isEqualTo(1));
    }

    @Test
    void missingAndSurplusTallies_areDrift() {
        tallies.remove(12L);
        assertThat(findings().drift()).isEqualTo(4);
        tallies.put(99L, new Counts(0, 0, 0, 3, 0));
        assertThat(findings().drift()).isEqualTo(7);
    }

    @Test
    void enrolmentThatStandsOtherwiseThanItsCompletionsSay_isDrift() {
        enrolments.set(0, new Enrolled(ANNA, 12, true, false, 2));
        assertThat(findings().drift()).isEqualTo(1);
        assertThat(findings().examples().getFirst()).contains("requiredDone=2").endsWith("has completed 1");
        enrolments.set(0, new Enrolled(ANNA, 12, true, false, 0));
        assertThat(findings().drift()).isEqualTo(1);
    }

    @Test
    void enrolmentWithEverythingDoneAndNotComplete_isDrift() {
        passes.add(new Done(ANNA, 8));
        completions.add(new Done(ANNA, 8));
        for (long unit : List.of(1L, 11L, 12L)) {
            tallies.computeIfPresent(unit, (_, counts) -> counts.plus(new Counts(0, 0, 1, 1, 0)));
        }
        enrolments.set(0, new Enrolled(ANNA, 12, true, false, 2));
        assertThat(findings().drift()).isEqualTo(1);
    }

    @Test
    void journalLine_saysTheSameWhenReadAgain() {
        assertThat(journal).allSatisfy(told -> assertThat(Told.of(told.line())).isEqualTo(told));
    }

    /// Raises each of a unit's counts by one in turn.
    private void forEachCount(long unit, Consumer<Counts> look) {
        Counts right = tallies.getOrDefault(unit, Counts.NONE);
        List<Counts> ones = List.of(
                new Counts(1, 0, 0, 0, 0),
                new Counts(0, 1, 0, 0, 0),
                new Counts(0, 0, 1, 0, 0),
                new Counts(0, 0, 0, 1, 0),
                new Counts(0, 0, 0, 0, 1));
        for (Counts one : ones) {
            tallies.put(unit, right.plus(one));
            look.accept(one);
        }
        tallies.put(unit, right);
    }

    private static BitSet covered(int from, int to) {
        BitSet covered = new BitSet();
        covered.set(from, to);
        return covered;
    }

    private Findings findings() {
        return Checker.compare(
                journal,
                new Facts(
                        submissions,
                        enrolments,
                        passes,
                        completions,
                        credits,
                        Map.of(1L, "/1/", 11L, "/1/11/", 12L, "/1/11/12/"),
                        tallies,
                        Set.of(7L, 8L),
                        segments));
    }
}
