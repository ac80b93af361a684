package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Balancer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Pace;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.crowd.Watching;
import cn.chaoxue.load.faults.Told.Receipt;
import cn.chaoxue.load.faults.Told.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The people of a drill: they watch and sit tests, through the balancer, and write down what they are told before they
/// do anything else.
public final class Crowds {

    /// Longer than any fault here lasts: who has answers to hand in does not give up sooner.
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int FULL_SWING = 1_000;

    private final School school;
    private final Journal journal;
    private final Balancer balancer;
    private final Meter exams;
    private final Meter study;
    private int viewers;

    Crowds(School school, Journal journal, Balancer balancer, Meter exams, Meter study) {
        this.school = school;
        this.journal = journal;
        this.balancer = balancer;
        this.exams = exams;
        this.study = study;
    }

    /// So many people sit tests, start to receipt, one after the other, at most `perSecond` of them.
    public Crowd<Sitting> examPeak(int people, int perSecond, List<Sitting> sittings) {
        return Crowd.of(people, Pace.of(perSecond, sittings), this::sit, balancer, exams);
    }

    /// Waits until a crowd is in full swing: a fault that meets nobody proves nothing.
    public void awaitPeak(Crowd<?> crowd) throws InterruptedException {
        if (!Waiting.until(Duration.ofMinutes(2), () -> crowd.done() > FULL_SWING)) {
            throw new IllegalStateException("only %d errands done in two minutes".formatted(crowd.done()));
        }
    }

    /// Opens attempts beforehand, so that they can be handed in while no attempt can be opened.
    public List<Sitting.Open> open(List<Sitting> sittings) {
        Progress.say("opening %,d attempts", sittings.size());
        Queue<Sitting.Open> open = new ConcurrentLinkedQueue<>();
        Crowd.Errand<Sitting> opening =
                (sitting, client) -> sitting.start(client, Instant.now().plus(PATIENCE))
                        .map(open::add)
                        .orElse(false);
        try (Crowd<Sitting> crowd = Crowd.of(64, Pace.asFastAsPossible(sittings), opening, balancer, new Meter())) {
            if (!crowd.awaitEnd(PATIENCE) || open.size() < sittings.size()) {
                throw new IllegalStateException("only %d attempts could be opened".formatted(open.size()));
            }
        }
        return List.copyOf(open);
    }

    /// So many people hand in what is open, at most `perSecond` of them.
    public Crowd<Sitting.Open> handingIn(int people, int perSecond, List<Sitting.Open> open) {
        return Crowd.of(people, Pace.of(perSecond, open), this::handIn, balancer, exams);
    }

    /// The first `learners` watch the film and report every three seconds.
    public Watching watching(int learners) {
        viewers += learners;
        return Watching.of(
                school.learners().subList(0, learners),
                Duration.ofSeconds(3),
                (learner, from, to) -> journal.write(new Watched(learner, School.FILM, from, to, now())),
                balancer,
                study);
    }

    /// People who were sent to watch. Each of them is to be told of something watched, or the drill proved nothing of
    /// them.
    int viewers() {
        return viewers;
    }

    /// Opens a test, hands it in and writes the receipt down.
    public boolean sit(Sitting sitting, Client client) {
        Optional<Sitting.Open> open = sitting.start(client, Instant.now().plus(PATIENCE));
        return open.isPresent() && handIn(open.get(), client);
    }

    /// Hands an open attempt in and writes the receipt down.
    public boolean handIn(Sitting.Open open, Client client) {
        Optional<String> receipt = open.submit(client, Instant.now().plus(PATIENCE));
        receipt.ifPresent(text -> journal.write(receipt(open, text)));
        return receipt.isPresent();
    }

    /// The line of the journal for a receipt just read.
    public static Receipt receipt(Sitting.Open open, String text) {
        return new Receipt(open.attemptId(), text, open.sitting().score(), now());
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
