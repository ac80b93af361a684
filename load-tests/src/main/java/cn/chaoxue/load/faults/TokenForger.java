package cn.chaoxue.load.faults;

import cn.chaoxue.launcher.Progress;
import cn.chaoxue.load.crowd.Answer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Request;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.School.Learner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/// Somebody who sends heartbeats with forged access tokens: another learner's id in a token signed for oneself,
/// signatures cut and swapped, the algorithm called none.
final class TokenForger {

    private static final String NO_ALGORITHM = Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.US_ASCII));

    private final Ground ground;
    private final List<Learner> learners;
    private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();

    TokenForger(Ground ground) {
        this.ground = ground;
        this.learners = ground.school().learners();
    }

    /// One forgery after the other, fifty a second.
    void forgeUntil(BooleanSupplier over) {
        try (Client client = new Client(ground.balancer(), new Meter())) {
            for (int i = 0; !over.getAsBoolean(); i++) {
                Answer answer = client.once(Request.post("/api/v1/study/heartbeats", forged(i), heartbeat(i)));
                answers.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment();
                Waiting.pause(Duration.ofMillis(20));
            }
        } catch (IOException unanswered) {
            Progress.say("a forger was not answered: %s", unanswered);
        }
    }

    /// How many were answered with which status.
    Map<Integer, LongAdder> answers() {
        return answers;
    }

    /// Forgeries that were taken for good.
    long letIn() {
        return answers.entrySet().stream()
                .filter(answer -> answer.getKey() < 300)
                .mapToLong(answer -> answer.getValue().sum())
                .sum();
    }

    /// Forgeries that were found out.
    long refused() {
        LongAdder refused = answers.get(401);
        return refused == null ? 0 : refused.sum();
    }

    private String forged(int number) {
        String[] own = parts(number);
        String[] other = parts(number + 1);
        return switch (number % 4) {
            case 0 -> own[0] + "." + other[1] + "." + own[2];
            case 1 -> own[0] + "." + own[1] + ".";
            case 2 -> NO_ALGORITHM + "." + own[1] + ".";
            default -> own[0] + "." + own[1] + "." + own[2].substring(0, own[2].length() - 4) + "AAAA";
        };
    }

    private String[] parts(int number) {
        return learners.get(number % learners.size()).token().split("\\.");
    }

    private static String heartbeat(int seq) {
        return "{\"courseId\":%d,\"session\":\"forged\",\"seq\":%d,\"position\":3600,\"rate\":1,\"watched\":[[0,3600]]}"
                .formatted(School.FILM, seq);
    }
}
