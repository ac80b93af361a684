package cn.chaoxue.load.day;

import cn.chaoxue.load.crowd.Answer;
import cn.chaoxue.load.crowd.Balancer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Crowd;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Pace;
import cn.chaoxue.load.crowd.Request;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.stage.Pod;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/// A few people at each process for some seconds, so that its code is compiled before anything counts: no morning of a
/// campaign begins with a process that has just started.
public final class WarmUp {

    private static final int PEOPLE = 16;
    /// Enough tokens and first heartbeats for the compiler to see; all others meet a process that does not know them.
    private static final int KNOWN = 2_000;
    private static final int ROUNDS = 50;
    private static final String NOTHING_YET = "{\"courseId\":%d,\"session\":\"warm-up\",\"seq\":%d,\"position\":0.0,"
            + "\"rate\":1.0,\"watched\":[[0.0,0.5]]}";

    private WarmUp() {}

    /// What is asked changes nothing that a measurement looks at: half a second of the film is no segment.
    public static void of(List<Pod> pods, List<School.Learner> learners, Duration perPod) throws InterruptedException {
        List<School.Learner> few = learners.subList(0, Math.min(KNOWN, learners.size()));
        List<School.Learner> again =
                Collections.nCopies(ROUNDS, few).stream().flatMap(List::stream).toList();
        for (Pod pod : pods) {
            Balancer only = new Balancer();
            only.add(pod.port());
            try (Crowd<School.Learner> crowd =
                    Crowd.of(PEOPLE, Pace.asFastAsPossible(again), WarmUp::lookAround, only, new Meter())) {
                Thread.sleep(perPod);
                crowd.sendHome(Duration.ofSeconds(5));
            }
        }
    }

    private static boolean lookAround(School.Learner learner, Client client) throws Exception {
        Answer courses = client.once(Request.get("/api/v1/me/courses", learner.token()));
        client.once(Request.get("/api/v1/courses/" + School.FILM, learner.token()));
        client.once(Request.get("/api/v1/study/courses/" + School.FILM, learner.token()));
        for (int beat = 1; beat <= 5; beat++) {
            String body = NOTHING_YET.formatted(School.FILM, beat);
            client.once(Request.post("/api/v1/study/heartbeats", learner.token(), body));
        }
        return courses.successful();
    }
}
