package cn.chaoxue.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/// One learner before one course: where the film stands, and what the next heartbeat says.
final class CourseSitting {

    /// Media seconds told again with each heartbeat, as the page does it (a lost second comes back).
    private static final double OVERLAP = 60;

    private static final int PATIENCE = 3;

    private final long courseId;
    private final double durationSeconds;
    private final String session;
    private long heardAtNanos;
    private double position;
    private int seq;
    private int beatsAtEnd;

    CourseSitting(long courseId, double durationSeconds, double position, String session, long nowNanos) {
        this.courseId = courseId;
        this.durationSeconds = durationSeconds;
        this.position = position;
        this.session = session;
        this.heardAtNanos = nowNanos;
    }

    /// The film ran on since the last heartbeat. At its end the overlap is told a few more times, then the film starts
    /// again, for what was refused.
    JsonObject heartbeat(long nowNanos) {
        double from = Math.max(0, position - OVERLAP);
        position = Math.min(durationSeconds, position + (nowNanos - heardAtNanos) / 1e9);
        heardAtNanos = nowNanos;
        JsonObject beat = new JsonObject()
                .put("courseId", courseId)
                .put("session", session)
                .put("seq", ++seq)
                .put("position", rounded(position))
                .put("rate", 1.0)
                .put("watched", watched(from));
        if (position >= durationSeconds && ++beatsAtEnd > PATIENCE) {
            position = 0;
            beatsAtEnd = 0;
        }
        return beat;
    }

    /// The end of the film, if it comes before `pause` is over.
    Duration untilEnd(Duration pause) {
        long left = (long) Math.ceil((durationSeconds - position) * 1000) + 200;
        return beatsAtEnd > 0 || pause.toMillis() < left ? pause : Duration.ofMillis(left);
    }

    long courseId() {
        return courseId;
    }

    private JsonArray watched(double from) {
        JsonArray interval = new JsonArray().add(rounded(from)).add(rounded(position));
        return position > from ? new JsonArray().add(interval) : new JsonArray();
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }
}
