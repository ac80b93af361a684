package cn.chaoxue.exam;

import cn.chaoxue.fixture.Campaigns;
import cn.chaoxue.fixture.Courses;
import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.People;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.fixture.Units;
import cn.chaoxue.org.UnitRef;
import jakarta.inject.Singleton;

/// Learners before tests, each with a unit, course and campaign of their own.
@Singleton
class Scenes {

    private final Units units;
    private final People people;
    private final Courses courses;
    private final Campaigns campaigns;
    private final Exams exams;
    private final Sql sql;

    Scenes(Units units, People people, Courses courses, Campaigns campaigns, Exams exams, Sql sql) {
        this.units = units;
        this.people = people;
        this.courses = courses;
        this.campaigns = campaigns;
        this.exams = exams;
        this.sql = sql;
    }

    /// Enrolled and studied to 100 %.
    Scene ready() {
        return studied(enrolled(600, 3));
    }

    /// The same, with a test of its own time and number of attempts.
    Scene ready(int durationSeconds, int maxAttempts) {
        return studied(enrolled(durationSeconds, maxAttempts));
    }

    /// Enrolled, not studied.
    Scene enrolled() {
        return enrolled(600, 3);
    }

    /// Another learner, enrolled and studied, before the same test.
    Scene beside(Scene scene) {
        UnitRef unit =
                new UnitRef(scene.unit(), "", (String) sql.value("select path from unit where id = ?", scene.unit()));
        long learner = campaigns.enrolled(scene.campaign(), unit);
        return studied(new Scene(
                learner, people.tokenOf(learner), scene.course(), scene.exam(), scene.campaign(), scene.unit()));
    }

    private Scene studied(Scene scene) {
        exams.studied(scene.learner(), scene.course());
        return scene;
    }

    private Scene enrolled(int durationSeconds, int maxAttempts) {
        UnitRef unit = units.city(units.province());
        long course = courses.video(2634);
        long exam = exams.of(course, durationSeconds, maxAttempts);
        long campaign = campaigns.open(unit, course);
        long learner = campaigns.enrolled(campaign, unit);
        return new Scene(learner, people.tokenOf(learner), course, exam, campaign, unit.id());
    }
}
