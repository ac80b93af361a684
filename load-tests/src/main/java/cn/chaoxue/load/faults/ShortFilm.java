package cn.chaoxue.load.faults;

import cn.chaoxue.load.crowd.Answer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Pace;
import cn.chaoxue.load.crowd.Request;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.School.Learner;
import cn.chaoxue.load.faults.Told.Finished;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A course of ten seconds, complete with the first heartbeat: it keeps workers busy with completions while others
/// watch the long film.
final class ShortFilm {

    private static final long ID = School.FILM + 1;

    private final Ground ground;

    private ShortFilm(Ground ground) {
        this.ground = ground;
    }

    /// Adds the course to the campaign.
    static ShortFilm at(Ground ground) throws SQLException {
        try (Connection database = ground.stage().database();
                Statement add = database.createStatement()) {
            add.execute("insert into course (id, title, form, subject, duration_seconds)"
                    + " values (%d, '短片', 'VIDEO', '党的理论知识', 10)".formatted(ID));
            add.execute("insert into campaign_course (campaign_id, course_id, ordinal, required)"
                    + " select %d, %d, max(ordinal) + 1, false from campaign_course".formatted(School.CAMPAIGN, ID));
        }
        return new ShortFilm(ground);
    }

    /// Each of these learners watches it once, at most so many a second, and writes down that it is complete.
    Crowd<Learner> watchedBy(List<Learner> learners, int perSecond) {
        return Crowd.of(2 * perSecond, Pace.of(perSecond, learners), this::finish, ground.balancer(), new Meter());
    }

    private boolean finish(Learner learner, Client client) {
        String body =
                "{\"courseId\":%d,\"session\":\"short\",\"seq\":1,\"position\":10,\"rate\":1,\"watched\":[[0,10]]}"
                        .formatted(ID);
        Request heartbeat = Request.post("/api/v1/study/heartbeats", learner.token(), body);
        Optional<Answer> answer = client.insist(heartbeat, Instant.now().plus(Crowds.PATIENCE));
        boolean complete = answer.filter(Answer::successful)
                .filter(said -> said.member("complete").equals("true"))
                .isPresent();
        if (complete) {
            ground.journal().write(new Finished(learner.id(), ID, System.currentTimeMillis()));
        }
        return complete;
    }
}
