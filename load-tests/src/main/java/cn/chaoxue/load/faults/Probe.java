package cn.chaoxue.load.faults;

import cn.chaoxue.load.crowd.Answer;
import cn.chaoxue.load.crowd.Balancer;
import cn.chaoxue.load.crowd.Client;
import cn.chaoxue.load.crowd.Meter;
import cn.chaoxue.load.crowd.Request;
import cn.chaoxue.load.crowd.School;
import cn.chaoxue.load.crowd.Sitting;
import cn.chaoxue.load.stage.Pod;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// Asks every process of its own for what needs Redis: a heartbeat (study) and a kept answer (exam).
final class Probe {

    private final Ground ground;
    private final Sitting.Open open;
    private final AtomicInteger seq = new AtomicInteger();

    private Probe(Ground ground, Sitting.Open open) {
        this.ground = ground;
        this.open = open;
    }

    /// Opens an attempt that nobody will hand in.
    static Probe with(Ground ground, Sitting sitting) {
        try (Client client = new Client(ground.balancer(), new Meter())) {
            return new Probe(
                    ground, sitting.start(client, Instant.now().plusSeconds(30)).orElseThrow());
        }
    }

    /// Whether all processes serve both now.
    boolean allServe() throws IOException {
        for (Pod pod : ground.pods()) {
            if (!serves(pod)) {
                return false;
            }
        }
        return true;
    }

    private boolean serves(Pod pod) throws IOException {
        Balancer only = new Balancer();
        only.add(pod.port());
        try (Client client = new Client(only, new Meter())) {
            Answer kept = client.once(open.save(seq.incrementAndGet()));
            return kept.successful() && client.once(heartbeat()).successful();
        }
    }

    private Request heartbeat() {
        String body = "{\"courseId\":%d,\"session\":\"probe\",\"seq\":%d,\"position\":0,\"rate\":1.0,\"watched\":[]}"
                .formatted(School.FILM, seq.incrementAndGet());
        return Request.post("/api/v1/study/heartbeats", open.sitting().learner().token(), body);
    }
}
