package cn.chaoxue.load.faults;

import cn.chaoxue.load.crowd.Answer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Request;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.School.Learner;
import cn.chaoxue.load.crowd.Sitting;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/// What people do on a campaign day, in shares, each kind of one class of traffic. Everything is sent once; only
/// submissions are repeated until there is a receipt.
final class Mix {

    /// In the order in which a process promises to refuse them.
    enum Kind {
        HEARTBEATS(60),
        BOARDS(8),
        BROWSING(22),
        LOGIN(2),
        EXAM_START(4),
        EXAM_SUBMISSION(4);

        private final int percent;

        Kind(int percent) {
            this.percent = percent;
        }

        String tag() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// Within this a submission has its receipt, repeats included.
    static final double PROMPT_SECONDS = 2;

    private final Ground ground;
    private final String operator;
    private final Queue<Sitting> fresh;
    private final Queue<Sitting.Open> open;
    private final LongAdder served = new LongAdder();
    private final LongAdder submissions = new LongAdder();
    private final LongAdder prompt = new LongAdder();

    Mix(Ground ground, Collection<Sitting> fresh, Collection<Sitting.Open> open) {
        this.ground = ground;
        this.operator = ground.stage().tokens().of(ground.school().operator());
        this.fresh = new ConcurrentLinkedQueue<>(fresh);
        this.open = new ConcurrentLinkedQueue<>(open);
    }

    /// So many requests in a random but repeatable order.
    static List<Kind> requests(int number) {
        List<Kind> requests = new ArrayList<>(number);
        for (Kind kind : Kind.values()) {
            requests.addAll(Collections.nCopies(number * kind.percent / 100, kind));
        }
        Collections.shuffle(requests, new Random(1));
        return requests;
    }

    /// The part of all requests that is of a kind.
    static double share(Kind kind) {
        return kind.percent / 100.0;
    }

    /// Sends one; true when it was served.
    boolean send(Kind kind, Client client) throws IOException {
        boolean done = kind == Kind.EXAM_SUBMISSION ? submit(client) : served(kind, client.once(request(kind)));
        if (done) {
            served.increment();
        }
        return done;
    }

    long served() {
        return served.sum();
    }

    long submissions() {
        return submissions.sum();
    }

    /// Submissions with a receipt within two seconds.
    long prompt() {
        return prompt.sum();
    }

    private Request request(Kind kind) {
        Learner learner = anybody();
        return switch (kind) {
            case HEARTBEATS -> heartbeat(learner);
            case BOARDS -> Request.get("/api/v1/campaigns/" + School.CAMPAIGN + "/tally", operator);
            case BROWSING -> Request.get("/api/v1/me/courses", learner.token());
            case LOGIN -> Request.post("/api/v1/auth/refresh", "", "{\"refreshToken\":\"nobody's\"}");
            case EXAM_START -> start();
            case EXAM_SUBMISSION -> throw new IllegalArgumentException("not sent once");
        };
    }

    private Learner anybody() {
        List<Learner> all = ground.school().learners();
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    private static Request heartbeat(Learner learner) {
        int from = ThreadLocalRandom.current().nextInt(3_500);
        String body = """
                {"courseId":%d,"session":"mix","seq":%d,"position":%d,"rate":1,"watched":[[%d,%d]]}""".formatted(School.FILM, System.nanoTime() / 1_000_000, from + 15, from, from + 15);
        return Request.post("/api/v1/study/heartbeats", learner.token(), body);
    }

    private Request start() {
        Sitting sitting = fresh.remove();
        return Request.post(
                "/api/v1/exams/" + sitting.exam() + "/attempts",
                sitting.learner().token(),
                "");
    }

    private boolean submit(Client client) {
        Sitting.Open next = open.remove();
        submissions.increment();
        long since = System.nanoTime();
        boolean taken = next.submit(client, Instant.now().plusSeconds(60))
                .map(receipt -> {
                    if ((System.nanoTime() - since) / 1e9 <= PROMPT_SECONDS) {
                        prompt.increment();
                    }
                    ground.journal().write(Crowds.receipt(next, receipt));
                    return true;
                })
                .orElse(false);
        return taken;
    }

    /// A refresh token nobody has is refused by rights.
    private static boolean served(Kind kind, Answer answer) {
        return answer.successful() || kind == Kind.LOGIN && answer.status() == 401;
    }
}
