package cn.chaoxue.load.bench;

import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.day.Gatlings;
import cn.chaoxue.load.stage.Person;
import cn.chaoxue.load.stage.Pod;
import cn.chaoxue.load.stage.Stage;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Who takes part in a campaign's day, and which generator plays whom.
final class DayCast {

    /// Hashing a password takes 40 ms of a core: more of them would measure Argon2id, which `login-rush` does.
    static final int REAL_LOGINS = 200;
    static final int BOARDS = 200;
    /// A process may have 20,000 files open; service processes and generators each stay below.
    private static final int PER_GENERATOR = 17_000;

    private final List<School.Learner> learners;

    DayCast(School school) {
        this.learners = school.learners();
    }

    /// Those who log in by password, evenly among those who come.
    List<School.Learner> loggingIn() {
        List<School.Learner> some = new ArrayList<>();
        for (int i = 0; i < learners.size(); i += Math.max(1, learners.size() / REAL_LOGINS)) {
            some.add(learners.get(i));
        }
        return some;
    }

    int generators() {
        return (learners.size() + BOARDS + PER_GENERATOR - 1) / PER_GENERATOR;
    }

    /// Starts the generators; the boards are the first one's.
    void start(Stage stage, List<Pod> pods, Gatlings gatlings, Duration ramp, Duration steady)
            throws SQLException, IOException {
        List<String> urls =
                pods.stream().map(pod -> "http://127.0.0.1:" + pod.port()).toList();
        List<String> boards = boards(stage);
        Set<School.Learner> loggingIn = new HashSet<>(loggingIn());
        int generators = generators();
        for (int generator = 0; generator < generators; generator++) {
            List<String> people = new ArrayList<>();
            for (int i = generator; i < learners.size(); i += generators) {
                School.Learner learner = learners.get(i);
                people.add(learner.id() + "\t" + (loggingIn.contains(learner) ? "" : learner.token()));
            }
            gatlings.start(urls, people, generator == 0 ? boards : List.of(), ramp, steady);
        }
    }

    private static List<String> boards(Stage stage) throws SQLException {
        Person liaison = new Person(1, "liaison", "联络员", 1, "中央", "/1/", 0);
        String token = stage.tokens().of(liaison);
        List<String> units = new ArrayList<>();
        try (Connection database = stage.database();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select id from unit order by id")) {
            while (row.next()) {
                units.add(row.getLong(1) + "\t" + token);
            }
        }
        List<String> boards = new ArrayList<>();
        for (int i = 0; i < BOARDS; i++) {
            boards.add(units.get(i % units.size()));
        }
        return boards;
    }
}
