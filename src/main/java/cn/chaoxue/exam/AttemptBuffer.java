package cn.chaoxue.exam;

import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.Shard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Open attempts in Redis: what was saved, and what is submitted for those who did not. Every step is one script on
/// keys of the learner's shard and asks the server, not a pod, what time it is. Handing in goes through
/// [SubmissionDoor].
@ApplicationScoped
class AttemptBuffer {

    static final LuaScript SEED = LuaScript.of(AttemptBuffer.class, "seed.lua");
    static final LuaScript SAVE = LuaScript.of(AttemptBuffer.class, "save.lua");
    static final LuaScript SWEEP = LuaScript.of(AttemptBuffer.class, "sweep.lua");

    private final ExamRedis redis;
    private final ExamConfig config;

    AttemptBuffer(ExamRedis redis, ExamConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /// An attempt someone wants to act on.
    record Seat(long attemptId, long learnerId) {

        String key() {
            return attemptKey(shard(), attemptId);
        }

        String streamKey() {
            return SubmissionStream.key(shard());
        }

        Shard shard() {
            return Shard.of(learnerId);
        }
    }

    /// How a step ended.
    enum Outcome {
        SAVED,
        ACCEPTED,
        /// Submitted before by its learner.
        REPEATED,
        /// Submitted before; saving comes too late.
        SUBMITTED,
        /// The deadline and the grace after it are over.
        LATE,
        /// Submitted by the server for its learner.
        SWEPT,
        /// The deadline is not over by this server's clock.
        EARLY,
        /// Redis does not hold the attempt.
        ABSENT,
        /// Someone else's.
        FOREIGN,
        /// The stream is at its bound.
        FULL
    }

    /// A save's outcome with the sequence number now kept.
    record Saving(Outcome outcome, long seq) {}

    /// What Redis holds of an attempt.
    record Held(
            boolean submitted,
            long seq,
            @Nullable Answers saved,
            @Nullable PaperRules paper) {

        Optional<PaperRules> rules() {
            return Optional.ofNullable(paper);
        }
    }

    static String attemptKey(Shard shard, long attemptId) {
        return shard.key("exam", "attempt:" + attemptId);
    }

    /// Lets answers to an open attempt in; one already known is left alone.
    Uni<Void> seed(Attempt attempt, PaperRules paper) {
        Seat seat = new Seat(attempt.id(), attempt.learnerId());
        long deadline = attempt.deadline().toEpochMilli();
        return redis.run(
                        SEED,
                        List.of(seat.key()),
                        List.of(
                                Long.toString(attempt.learnerId()),
                                Long.toString(attempt.examId()),
                                Long.toString(deadline),
                                paper.encode(),
                                forgetAt(deadline)))
                .replaceWithVoid();
    }

    /// Keeps answers, durably. Gives way to submissions when there is a crowd.
    Uni<Saving> save(Seat seat, long seq, Answers answers) {
        List<String> arguments = List.of(Long.toString(seat.learnerId()), Long.toString(seq), answers.json(), grace());
        return redis.room()
                .chain(() -> redis.durably(SAVE, List.of(seat.key()), arguments))
                .map(answer -> new Saving(outcome(answer.get(0)), answer.get(1).toLong()));
    }

    /// Submits an overdue attempt for its learner with what was saved; where Redis holds nothing of it, much later: a
    /// server that began empty by mistake may yet be given its file back, submissions and all. Need not be durable:
    /// PostgreSQL still has the attempt open and the next look would find it again.
    Uni<Outcome> sweep(Attempt attempt) {
        Seat seat = new Seat(attempt.id(), attempt.learnerId());
        return redis.run(
                        SWEEP,
                        List.of(seat.key(), seat.streamKey()),
                        List.of(
                                Long.toString(attempt.id()),
                                Long.toString(attempt.learnerId()),
                                Long.toString(attempt.examId()),
                                grace(),
                                Integer.toString(config.maxWaitingPerShard()),
                                forgetAt(attempt.deadline().toEpochMilli()),
                                Long.toString(attempt.deadline()
                                        .plus(config.sweepAbsentAfter())
                                        .toEpochMilli()),
                                Entry.questions(attempt.questionIds())))
                .map(AttemptBuffer::outcome);
    }

    /// What Redis holds of the attempt for this learner; empty when nothing or someone else's.
    Uni<Optional<Held>> held(Seat seat) {
        Request get = Request.cmd(Command.HMGET).arg(seat.key());
        List.of("owner", "state", "seq", "answers", "paper").forEach(get::arg);
        return redis.send(get).map(fields -> held(seat, fields));
    }

    private static Optional<Held> held(Seat seat, Response fields) {
        Response owner = fields.get(0);
        if (owner == null || owner.toLong() != seat.learnerId()) {
            return Optional.empty();
        }
        Response seq = fields.get(2);
        Response answers = fields.get(3);
        Response paper = fields.get(4);
        return Optional.of(new Held(
                "SUBMITTED".equals(fields.get(1).toString()),
                seq == null ? 0 : seq.toLong(),
                answers == null ? null : Answers.parse(answers.toString()),
                paper == null ? null : PaperRules.decode(paper.toString())));
    }

    private String grace() {
        return Long.toString(config.grace().toMillis());
    }

    private String forgetAt(long deadlineMillis) {
        return Long.toString(deadlineMillis + config.keepUngraded().toMillis());
    }

    private static Outcome outcome(Response answer) {
        return Outcome.valueOf(answer.toString());
    }
}
