package cn.chaoxue.load.crowd;

import cn.chaoxue.load.crowd.School.Learner;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/// Learners who watch the film in real time and report it as a player does: what was watched since the last
/// answered heartbeat and the minute before it, again and again until it is answered.
public final class Watching implements AutoCloseable {

    private static final double OVERLAP_SECONDS = 60;

    private final Duration rhythm;
    private final Notes notes;
    private final List<Thread> viewers = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder shortfalls = new LongAdder();

    private Watching(Duration rhythm, Notes notes) {
        this.rhythm = rhythm;
        this.notes = notes;
    }

    /// What a viewer writes down after an answered heartbeat: the whole segments it reported, `to` not among them.
    @FunctionalInterface
    public interface Notes {
        void watched(long learnerId, int from, int to);
    }

    /// Begins. Players report every 15 s; a shorter rhythm makes more of fewer people.
    public static Watching of(List<Learner> learners, Duration rhythm, Notes notes, Balancer balancer, Meter meter) {
        Watching watching = new Watching(rhythm, notes);
        for (Learner learner : learners) {
            watching.viewers.add(Thread.ofVirtual().start(() -> watching.watch(learner, balancer, meter)));
        }
        return watching;
    }

    /// Answers that knew of less than what had been watched and reported by then: seconds the server forgot, or
    /// refused.
    public long fellShort() {
        return shortfalls.sum();
    }

    /// Everybody reports a last time, until that is answered, and leaves.
    public boolean end(Duration patience) {
        over.set(true);
        return Leaving.all(viewers, patience);
    }

    @Override
    public void close() {
        over.set(true);
        viewers.forEach(Thread::interrupt);
    }

    private void watch(Learner learner, Balancer balancer, Meter meter) {
        long began = System.nanoTime();
        String session = "drill-" + learner.id();
        try (Client client = new Client(balancer, meter)) {
            pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(rhythm.toMillis())));
            double acknowledged = 0;
            int failures = 0;
            for (int seq = 1; ; seq++) {
                boolean last = over.get();
                double position = Math.min(3_600, (System.nanoTime() - began) / 1e9);
                boolean answered = report(client, learner, session, seq, acknowledged, position);
                acknowledged = answered ? position : acknowledged;
                failures = answered ? 0 : failures + 1;
                lament(failures, client, meter);
                if (last && answered) {
                    return;
                }
                pause(answered ? rhythm : Duration.ofSeconds(1));
            }
        }
    }

    /// What was not answered is repeated elsewhere; what failed again then is worth a count.
    private static void lament(int failures, Client client, Meter meter) {
        if (failures > 0) {
            client.elsewhere();
        }
        if (failures == 2) {
            meter.failedTwice();
        }
    }

    private boolean report(
            Client client, Learner learner, String session, int seq, double acknowledged, double position) {
        double from = Math.max(0, acknowledged - OVERLAP_SECONDS);
        String body = String.format(
                Locale.ROOT,
                "{\"courseId\":%d,\"session\":\"%s\",\"seq\":%d,\"position\":%.3f,\"rate\":1.0,"
                        + "\"watched\":[[%.3f,%.3f]]}",
                School.FILM,
                session,
                seq,
                position,
                from,
                position);
        try {
            Answer answer = client.once(Request.post("/api/v1/study/heartbeats", learner.token(), body));
            if (!answer.successful()) {
                return false;
            }
            // Only whole segments: the server rounds, we do not.
            int segments = (int) (position / School.SEGMENT_SECONDS);
            if (Integer.parseInt(answer.member("coveredSeconds")) < segments * School.SEGMENT_SECONDS) {
                shortfalls.increment();
            }
            int first = (int) Math.ceil(from / School.SEGMENT_SECONDS);
            if (first < segments) {
                notes.watched(learner.id(), first, segments);
            }
            return true;
        } catch (IOException unanswered) {
            return false;
        }
    }

    /// Ends early when it is over.
    private void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        do {
            Client.slept(Duration.ofMillis(Math.min(250, time.toMillis())));
        } while (!over.get() && System.nanoTime() < until);
    }
}
