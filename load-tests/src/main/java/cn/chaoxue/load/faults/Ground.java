package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Balancer;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.faults.Checker.Findings;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

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

    private final Stage stage;
    private final Keepsakes keepsakes;
    private final Journal journal;
    private final Fleet fleet;
    private final Meter exams = new Meter();
    private final Meter study = new Meter();
    private final School school;
    private final Crowds crowds;

    private Ground(Stage stage, Keepsakes keepsakes, int learners, int courses, Role first, String... settings)
            throws SQLException {
        this.stage = stage;
        this.keepsakes = keepsakes;
        this.fleet = new Fleet(stage, settings);
        this.journal = Journal.in(keepsakes.journal());
        fleet.start(first);
        this.school = School.found(stage, learners, courses);
        this.crowds = new Crowds(school, journal, fleet.balancer(), exams, study);
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

    /// The people, as they study and sit tests.
    public Crowds crowds() {
        return crowds;
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

    @Override
    public void close() {
        journal.close();
        keepsakes.logsOf(stage);
        stage.close();
    }
}
