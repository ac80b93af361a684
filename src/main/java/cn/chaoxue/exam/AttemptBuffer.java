package cn.chaoxue.exam;

import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.Shard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Open attempts in Redis: saved answers, and the door through which each attempt is submitted once. Every step is
/// one script on keys of the learner's shard and asks the server, not a pod, what time it is.
@ApplicationScoped
class AttemptBuffer {

    static final LuaScript SEED = LuaScript.of(AttemptBuffer.class, "seed.lua");
    static final LuaScript SAVE = LuaScript.of(AttemptBuffer.class, "save.lua");
    static final LuaScript SUBMIT = LuaScript.of(AttemptBuffer.class, "submit.lua");
    static final LuaScript PAPERS = LuaScript.of(AttemptBuffer.class, "papers.lua");
    static final LuaScript SWEEP = LuaScript.of(AttemptBuffer.class, "sweep.lua");

    private final ExamRedis redis;
    private final ExamConfig config;
    private final Gathering<Seat, Optional<PaperRules>> papers;
    private final Gathering<Handed, Outcome> submissions;
    private final GradingLag lag;

    AttemptBuffer(ExamRedis redis, ExamConfig config, Vertx vertx) {
        this.redis = redis;
        this.config = config;
        this.lag = new GradingLag(config.gather(), config.gatherAtMost());
        this.papers = new Gathering<>(vertx, config::gather, (_, seats) -> papers(seats));
        this.submissions = new Gathering<>(vertx, lag::rest, this::submitted);
    }

    /// Answers handed in for an attempt.
    private record Handed(Seat seat, String answers) {}

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

    /// What may be answered on the paper of the learner's own attempt; empty where Redis does not hold it.
    Future<Optional<PaperRules>> paper(Seat seat) {
        return papers.join(seat.shard(), seat);
    }

    /// Submits, durably.
    Future<Outcome> submit(Seat seat, Answers answers) {
        return submissions.join(seat.shard(), new Handed(seat, answers.json()));
    }

    private Uni<List<Optional<PaperRules>>> papers(List<Seat> seats) {
        List<String> owners =
                seats.stream().map(seat -> Long.toString(seat.learnerId())).toList();
        return redis.run(PAPERS, seats.stream().map(Seat::key).toList(), owners)
                .map(papers ->
                        papers.getDelegate().stream().map(AttemptBuffer::rules).toList());
    }

    private Uni<List<Outcome>> submitted(Shard shard, List<Handed> handed) {
        List<String> keys = new ArrayList<>(1 + handed.size());
        List<String> arguments = new ArrayList<>(2 + 3 * handed.size());
        keys.add(SubmissionStream.key(shard));
        Collections.addAll(arguments, grace(), Integer.toString(config.maxWaitingPerShard()));
        for (Handed one : handed) {
            keys.add(one.seat.key());
            arguments.add(Long.toString(one.seat.attemptId()));
            arguments.add(Long.toString(one.seat.learnerId()));
            arguments.add(one.answers);
        }
        return redis.durably(SUBMIT, keys, arguments)
                .map(answers -> answers.getDelegate().stream().toList())
                .invoke(answers -> lag.seen(shard, answers.getLast().toLong()))
                .map(answers -> answers.stream()
                        .limit(handed.size())
                        .map(AttemptBuffer::outcome)
                        .toList());
    }

    /// Submits an overdue attempt for its learner with what was saved. Need not be durable: PostgreSQL still has the
    /// attempt open and the next look would find it again.
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
                                forgetAt(attempt.deadline().toEpochMilli())))
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

    private static Optional<PaperRules> rules(io.vertx.redis.client.@Nullable Response paper) {
        return paper == null ? Optional.empty() : Optional.of(PaperRules.decode(paper.toString()));
    }

    private static Outcome outcome(Response answer) {
        return outcome(answer.getDelegate());
    }

    private static Outcome outcome(io.vertx.redis.client.Response answer) {
        return Outcome.valueOf(answer.toString());
    }
}
