package cn.chaoxue.load.faults;

import cn.chaoxue.load.faults.Facts.Counts;
import cn.chaoxue.load.faults.Facts.Course;
import cn.chaoxue.load.faults.Facts.Done;
import cn.chaoxue.load.faults.Facts.Submitted;
import cn.chaoxue.load.faults.Told.Finished;
import cn.chaoxue.load.faults.Told.Receipt;
import cn.chaoxue.load.faults.Told.Watched;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares what clients were told with what is stored, and what is stored with what is counted. Knows none of
/// the server's statements: it counts the rows anew ([Recount]).
public final class Checker {

    private static final int MOST_EXAMPLES = 5;

    private final Facts facts;
    private final Set<Done> passes;
    private final Set<Done> completions;
    private final List<String> examples = new ArrayList<>();

    private Checker(Facts facts) {
        this.facts = facts;
        this.passes = new HashSet<>(facts.passes());
        this.completions = new HashSet<>(facts.completions());
    }

    /// What does not fit.
    /// @param acknowledged submissions for which somebody holds a receipt
    /// @param watched learners' courses of which somebody was told that at least one segment is watched
    /// @param lost receipts, watched courses and finished ones that are not, or not rightly, in PostgreSQL
    /// @param duplicated attempts with two receipts, receipts of two attempts, facts and credits that are there
    ///     twice
    /// @param drift difference between stored counts and counted rows, over all units, and enrolments that do not
    ///     stand as their completions say
    /// @param examples the first few of each, for a person to look at
    public record Findings(
            long acknowledged, long watched, long lost, long duplicated, long drift, List<String> examples) {

        boolean clean() {
            return lost == 0 && duplicated == 0 && drift == 0;
        }
    }

    /// The findings about a finished drill.
    public static Findings compare(List<Told> journal, Facts facts) {
        Checker checker = new Checker(facts);
        Map<Long, Receipt> receipts = new HashMap<>();
        Map<Course, BitSet> watched = new HashMap<>();
        Set<Finished> finished = new HashSet<>();
        long duplicated = 0;
        for (Told told : journal) {
            switch (told) {
                case Receipt receipt -> duplicated += checker.secondReceipt(receipts, receipt);
                case Watched part ->
                    watched.computeIfAbsent(new Course(part.learnerId(), part.courseId()), _ -> new BitSet())
                            .set(part.from(), part.to());
                case Finished course -> finished.add(course);
            }
        }
        duplicated += checker.sharedReceipts(receipts.values()) + checker.repeatedRows();
        long lost = receipts.values().stream().filter(checker::lost).count()
                + watched.entrySet().stream()
                        .filter(course -> checker.lost(course.getKey(), course.getValue()))
                        .count()
                + finished.stream().filter(checker::lost).count();
        return new Findings(
                receipts.size(), watched.size(), lost, duplicated, checker.drift(), List.copyOf(checker.examples));
    }

    /// Receipts among these that PostgreSQL does not vouch for yet.
    public static long missing(Collection<Receipt> receipts, Facts facts) {
        Checker checker = new Checker(facts);
        return receipts.stream().filter(checker::lost).count();
    }

    private long secondReceipt(Map<Long, Receipt> receipts, Receipt receipt) {
        Receipt first = receipts.putIfAbsent(receipt.attemptId(), receipt);
        boolean differs = first != null && !first.receipt().equals(receipt.receipt());
        return differs ? example("attempt %d has two receipts", receipt.attemptId()) : 0;
    }

    private long sharedReceipts(Collection<Receipt> receipts) {
        Map<String, Long> owners = new HashMap<>();
        long shared = 0;
        for (Receipt receipt : receipts) {
            Long owner = owners.putIfAbsent(receipt.receipt(), receipt.attemptId());
            shared += owner == null ? 0 : example("attempts %d and %d share a receipt", owner, receipt.attemptId());
        }
        return shared;
    }

    private long repeatedRows() {
        return repeated("pass", facts.passes())
                + repeated("completion", facts.completions())
                + repeated("hour credit", facts.credits());
    }

    private long repeated(String what, List<Done> rows) {
        Set<Done> seen = new HashSet<>();
        return rows.stream()
                .filter(row -> !seen.add(row))
                .mapToLong(row -> example("second %s: %s", what, row))
                .sum();
    }

    /// A receipt holds when its submission is stored under it, graded as its answers deserve and, where it
    /// passed, counted.
    private boolean lost(Receipt told) {
        String why = whyLost(told, facts.submissions().get(told.attemptId()));
        if (why != null) {
            example("attempt %d: %s", told.attemptId(), why);
        }
        return why != null;
    }

    private @Nullable String whyLost(Receipt told, @Nullable Submitted stored) {
        if (stored == null) {
            return "no submission is stored";
        }
        if (!stored.receipt().equals(told.receipt())) {
            return "stored under another receipt";
        }
        if (stored.score() == null) {
            return "not graded";
        }
        if (!Objects.equals(stored.score(), told.score())) {
            return "graded " + stored.score() + " for answers worth " + told.score();
        }
        Done done = new Done(stored.learnerId(), stored.courseId());
        return stored.passed() && !(passes.contains(done) && completions.contains(done)) ? "passed, not counted" : null;
    }

    private boolean lost(Course course, BitSet told) {
        BitSet missing = (BitSet) told.clone();
        missing.andNot(facts.covered(course));
        if (!missing.isEmpty()) {
            example("%s: watched and not stored are the segments %s", course, missing);
        }
        return !missing.isEmpty();
    }

    private boolean lost(Finished told) {
        boolean lost = !completions.contains(new Done(told.learnerId(), told.courseId()));
        if (lost) {
            example("learner %d: course %d was complete, not counted", told.learnerId(), told.courseId());
        }
        return lost;
    }

    private long drift() {
        Map<Long, Counts> counted = Recount.of(facts);
        Set<Long> units = new HashSet<>(counted.keySet());
        units.addAll(facts.tallies().keySet());
        long drift = 0;
        for (Long unit : units) {
            Counts stored = facts.tallies().getOrDefault(unit, Counts.NONE);
            Counts rows = counted.getOrDefault(unit, Counts.NONE);
            long distance = stored.distance(rows);
            if (distance > 0) {
                example("unit %d: stored %s, counted %s", unit, stored, rows);
            }
            drift += distance;
        }
        return drift + standings();
    }

    private long standings() {
        Map<Long, Integer> done = Recount.requiredDone(facts);
        return facts.enrolments().stream()
                .mapToLong(learner -> standing(learner, done.getOrDefault(learner.learnerId(), 0)))
                .sum();
    }

    private long standing(Facts.Enrolled learner, int done) {
        boolean right = learner.requiredDone() == done && learner.completed() == completes(done);
        return right ? 0 : example("%s has completed %d", learner, done);
    }

    private boolean completes(int done) {
        return done > 0 && done >= facts.required().size();
    }

    private long example(String format, Object... arguments) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(format.formatted(arguments));
        }
        return 1;
    }
}
