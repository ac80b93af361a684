package cn.chaoxue.exam;

import static org.assertj.core.api.Assertions.assertThat;

import cn.chaoxue.fixture.Exams;
import cn.chaoxue.fixture.Sql;
import cn.chaoxue.platform.redis.RedisLane;
import cn.chaoxue.platform.redis.Shard;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The submission streams as tests see and bend them, and what must be true of a submission in the end.
@Singleton
class ExamStreams {

    private final RedisLane redis;
    private final Exams exams;
    private final Sql sql;

    ExamStreams(@Identifier("exam") RedisLane redis, Exams exams, Sql sql) {
        this.redis = redis;
        this.exams = exams;
        this.sql = sql;
    }

    /// Starts an attempt and submits it with everything right.
    long submitted(Scene scene) {
        long attempt = scene.attempt();
        scene.receipt(attempt, exams.rightAnswers(scene.exam()));
        return attempt;
    }

    /// Puts an entry into the learner's stream past every check; yields its name.
    String poisoned(Scene scene, Map<String, String> fields) {
        Shard shard = Shard.of(scene.learner());
        Request add = Request.cmd(Command.XADD).arg(SubmissionStream.key(shard)).arg("*");
        fields.forEach((name, value) -> add.arg(name).arg(value));
        return SubmissionStream.key(shard) + " " + done(redis.send(add));
    }

    /// Puts a submission with everything right there that says it is of this attempt and learner, and what was asked.
    String claiming(Scene scene, long attempt, long learner, long exam, @Nullable String questions) {
        Map<String, String> fields = new HashMap<>(Map.of("at", "" + System.currentTimeMillis(), "origin", "LEARNER"));
        fields.put("attempt", Long.toString(attempt));
        fields.put("learner", Long.toString(learner));
        fields.put("exam", Long.toString(exam));
        if (questions != null) {
            fields.put("questions", questions);
        }
        fields.put("answers", answers(exams.rightAnswers(scene.exam())));
        return poisoned(scene, fields);
    }

    /// Makes the paper that Redis holds of an open attempt ask one question more.
    void ask(Scene scene, long attempt, long question) {
        String key = scene.seat(attempt).key();
        String paper = done(redis.send(Request.cmd(Command.HGET).arg(key).arg("paper")))
                .toString();
        Request widen = Request.cmd(Command.HSET).arg(key).arg("paper");
        done(redis.send(widen.arg(paper + ";" + question + ":SINGLE:A,B")));
    }

    /// The questions of an attempt's paper as an entry names them.
    String questions(long attempt) {
        return String.valueOf(
                sql.value("select array_to_string(question_ids, ',') from attempt where id = ?", attempt));
    }

    private static String answers(Map<String, List<String>> right) {
        Map<Long, List<String>> chosen = new HashMap<>();
        right.forEach((question, keys) -> chosen.put(Long.valueOf(question), keys));
        return new Answers(chosen).json();
    }

    /// Makes a claim look as old as one of a process that died.
    void abandon(List<Entry> claimed) {
        for (Entry entry : claimed) {
            Request claim = Request.cmd(Command.XCLAIM).arg(SubmissionStream.key(entry.shard()));
            claim.arg(SubmissionStream.GROUP)
                    .arg("dead")
                    .arg(0)
                    .arg(entry.id())
                    .arg("IDLE")
                    .arg(60_000);
            done(redis.send(claim));
        }
    }

    boolean holds(Scene scene, long attempt) {
        Request exists = Request.cmd(Command.EXISTS).arg(scene.seat(attempt).key());
        return done(redis.send(exists)).toInteger() == 1;
    }

    /// Entries in all streams.
    long waiting() {
        return Shard.all().stream()
                .mapToLong(shard -> done(redis.send(Request.cmd(Command.XLEN).arg(SubmissionStream.key(shard))))
                        .toLong())
                .sum();
    }

    /// Passed tests the scene's unit counts.
    long passed(Scene scene) {
        return sql.number(
                "select passed from unit_tally where campaign_id = ? and unit_id = ?", scene.campaign(), scene.unit());
    }

    long count(String from, Object... arguments) {
        return sql.number("select count(*) from " + from, arguments);
    }

    void assertCountedOnce(Scene scene, long attempt) {
        assertThat(scene.state(attempt).getInt("score")).isEqualTo(100);
        assertThat(count("attempt where receipt is not null and id = ?", attempt))
                .isOne();
        assertThat(count("course_completion where learner_id = ?", scene.learner()))
                .isOne();
        assertThat(count("hour_credit where learner_id = ?", scene.learner())).isOne();
        assertThat(passed(scene)).isOne();
    }

    static void drain(SubmissionFlusher worker) {
        while (done(worker.flush()) > 0) {
            // Until there is nothing left.
        }
    }

    static <T> T done(Uni<T> step) {
        return step.await().atMost(Duration.ofSeconds(30));
    }
}
