package cn.chaoxue.exam;

import cn.chaoxue.exam.AttemptBuffer.Outcome;
import cn.chaoxue.exam.AttemptBuffer.Seat;
import cn.chaoxue.platform.gather.Gathering;
import cn.chaoxue.platform.redis.LuaScript;
import cn.chaoxue.platform.redis.Shard;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The door through which each attempt is handed in once, wide enough for everybody at once: what comes together to
/// one shard goes in together.
@Startup
@ApplicationScoped
class SubmissionDoor {

    private static final LuaScript SUBMIT = LuaScript.of(SubmissionDoor.class, "submit.lua");
    private static final LuaScript PAPERS = LuaScript.of(SubmissionDoor.class, "papers.lua");

    private final ExamRedis redis;
    private final ExamConfig config;
    private final GradingLag lag;
    private final Gathering<Shard, Seat, Optional<PaperRules>> papers;
    private final Gathering<Shard, Handed, Outcome> submissions;

    SubmissionDoor(ExamRedis redis, ExamConfig config, Vertx vertx, ExamMetrics metrics) {
        this.redis = redis;
        this.config = config;
        this.lag = new GradingLag(config.gather(), config.gatherAtMost());
        this.papers = new Gathering<>(vertx, config::gather, (_, seats) -> read(seats));
        this.submissions = new Gathering<>(vertx, lag::rest, this::write);
        metrics.gathering("paper", papers::waiting);
        metrics.gathering("write", submissions::waiting);
    }

    /// Answers handed in for an attempt, and what was asked.
    private record Handed(Seat seat, String answers, String questions) {}

    /// What may be answered on the paper of the learner's own attempt; empty where Redis does not hold it.
    Future<Optional<PaperRules>> paper(Seat seat) {
        return papers.join(seat.shard(), seat);
    }

    /// Submits, durably.
    Future<Outcome> submit(Seat seat, Checked.Fit fit) {
        Handed handed = new Handed(
                seat,
                fit.answers().json(),
                Entry.questions(fit.paper().questions().keySet()));
        return submissions.join(seat.shard(), handed);
    }

    private Uni<List<Optional<PaperRules>>> read(List<Seat> seats) {
        List<String> owners =
                seats.stream().map(seat -> Long.toString(seat.learnerId())).toList();
        return redis.run(PAPERS, seats.stream().map(Seat::key).toList(), owners)
                .map(found ->
                        found.getDelegate().stream().map(SubmissionDoor::rules).toList());
    }

    private Uni<List<Outcome>> write(Shard shard, List<Handed> handed) {
        List<String> keys = new ArrayList<>(1 + handed.size());
        List<String> arguments = new ArrayList<>(2 + 4 * handed.size());
        keys.add(SubmissionStream.key(shard));
        Collections.addAll(
                arguments, Long.toString(config.grace().toMillis()), Integer.toString(config.maxWaitingPerShard()));
        for (Handed one : handed) {
            keys.add(one.seat.key());
            arguments.add(Long.toString(one.seat.attemptId()));
            arguments.add(Long.toString(one.seat.learnerId()));
            arguments.add(one.answers);
            arguments.add(one.questions);
        }
        return redis.durably(SUBMIT, keys, arguments)
                .map(answers -> outcomes(shard, answers.getDelegate().stream().toList()));
    }

    /// An outcome for each, and last how long the shard's oldest entry has been waiting.
    private List<Outcome> outcomes(Shard shard, List<Response> answers) {
        lag.seen(shard, answers.getLast().toLong());
        return answers.subList(0, answers.size() - 1).stream()
                .map(answer -> Outcome.valueOf(answer.toString()))
                .toList();
    }

    private static Optional<PaperRules> rules(@Nullable Response paper) {
        return paper == null ? Optional.empty() : Optional.of(PaperRules.decode(paper.toString()));
    }
}
