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
import cn.chaoxue.load.faults.Checker.Findings;
import cn.chaoxue.load.faults.Told.Receipt;
import cn.chaoxue.load.faults.Told.Watched;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What every drill stands on: databases, service processes, a school full of people, a balancer before the
/// processes, and the clients' journal. Closing ends all of it; journal and logs stay in
/// `load-tests/target/faults/NAME`.
public final class Ground implements AutoCloseable {

    /// What a process does.
    public enum Role {
        API("chaoxue.role.worker=false"),
        WORKER("chaoxue.role.api=false"),
        BOTH("chaoxue.role.worker=true");

        private final String setting;

        Role(String setting) {
            this.setting = setting;
        }

        String setting() {
            return setting;
        }
    }

    /// Longer than any fault here lasts: who has answers to hand in does not give up sooner.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int FULL_SWING = 1_000;

    private final Stage stage;
    private final Keepsakes keepsakes;
    private final Journal journal;
    private final Fleet fleet;
    private final Meter exams = new Meter();
    private final Meter study = new Meter();
    private final School school;

    private Ground(Stage stage, Keepsakes keepsakes, int learners, int courses, Role first, String... settings)
            throws SQLException {
        this.stage = stage;
        this.keepsakes = keepsakes;
        this.fleet = new Fleet(stage, settings);
        this.journal = Journal.in(keepsakes.journal());
        fleet.start(first);
        this.school = School.found(stage, learners, courses);
        Progress.say("%,d learners with %d tests each", learners, courses);
    }

    /// Starts the databases and processes of these roles, all with these further settings (`name=value`), and
    /// brings in the people.
    public static Ground open(Drill drill, int learners, int courses, List<Role> roles, String... settings)
            throws SQLException {
        Keepsakes keepsakes = Keepsakes.of(drill.name());
        Stage stage = Stage.open();
        try {
            Ground ground = new Ground(stage, keepsakes, learners, courses, roles.getFirst(), settings);
            roles.stream().skip(1).forEach(ground::start);
            return ground;
        } catch (SQLException | RuntimeException e) {
            keepsakes.logsOf(stage);
            stage.close();
            throw e;
        }
    }

    /// Starts one more process, which takes requests if it has the role.
    public Pod start(Role role, String... more) {
        return fleet.start(role, more);
    }

    /// Ends a process as a power failure does. The balancer notices a second later.
    public void kill(Pod pod) {
        fleet.kill(pod);
    }

    /// Asks a process to end as a rolling restart does; true when it did within the time. The balancer notices
    /// a second later.
    public boolean stop(Pod pod, Duration patience) {
        return fleet.stop(pod, patience);
    }

    public Stage stage() {
        return stage;
    }

    public School school() {
        return school;
    }

    public Journal journal() {
        return journal;
    }

    public Balancer balancer() {
        return fleet.balancer();
    }

    /// What those before tests experienced.
    public Meter exams() {
        return exams;
    }

    /// What those watching experienced.
    public Meter study() {
        return study;
    }

    /// The processes that run now.
    public List<Pod> pods() {
        return fleet.pods();
    }

    /// So many people sit tests, start to receipt, one after the other, at most `perSecond` of them.
    public Crowd<Sitting> examPeak(int people, int perSecond, List<Sitting> sittings) {
        return Crowd.of(people, Pace.of(perSecond, sittings), this::sit, fleet.balancer(), exams);
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
        try (Crowd<Sitting> crowd =
                Crowd.of(64, Pace.asFastAsPossible(sittings), opening, fleet.balancer(), new Meter())) {
            if (!crowd.awaitEnd(PATIENCE) || open.size() < sittings.size()) {
                throw new IllegalStateException("only %d attempts could be opened".formatted(open.size()));
            }
        }
        return List.copyOf(open);
    }

    /// So many people hand in what is open, at most `perSecond` of them.
    public Crowd<Sitting.Open> handingIn(int people, int perSecond, List<Sitting.Open> open) {
        return Crowd.of(people, Pace.of(perSecond, open), this::handIn, fleet.balancer(), exams);
    }

    /// The first `learners` watch the film and report every three seconds.
    public Watching watching(int learners) {
        return Watching.of(
                school.learners().subList(0, learners),
                Duration.ofSeconds(3),
                (learner, segments) -> journal.write(new Watched(learner, School.FILM, segments, now())),
                fleet.balancer(),
                study);
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

    /// Waits until nothing is left in Redis that is not in PostgreSQL; false when that takes longer.
    public boolean awaitDrained(Duration limit) throws InterruptedException {
        return Waiting.until(limit, this::drained);
    }

    /// From now on counts the time that people may claim to have watched; what passed since the school was founded
    /// would be theirs otherwise, as after a while offline.
    public void seeEverybody() throws SQLException {
        try (Connection database = stage.database();
                Statement update = database.createStatement()) {
            update.execute("update course_progress set updated_at = now()");
        }
    }

    /// What PostgreSQL holds now.
    public Facts facts() throws SQLException {
        try (Connection database = stage.database()) {
            return FactReader.read(database, School.CAMPAIGN);
        }
    }

    /// Compares the journal, read back from disk, with what PostgreSQL holds now.
    public Findings check() throws SQLException {
        Progress.say("comparing the journal with PostgreSQL");
        return Checker.compare(journal.read(), facts());
    }

    private boolean drained() throws IOException {
        return Backlog.submissions(stage.exam()) == 0 && Backlog.courses(stage.study()) == 0;
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    @Override
    public void close() {
        journal.close();
        keepsakes.logsOf(stage);
        stage.close();
    }
}
