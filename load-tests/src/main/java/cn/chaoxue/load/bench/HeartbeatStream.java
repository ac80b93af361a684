package cn.chaoxue.load.bench;

import cn.chaoxue.load.net.Ascii;
import java.nio.ByteBuffer;

/// The heartbeats of many learners, as a player sends them: 15 s more of the film each time, plus the 60 s before.
/// A learner who has seen a film goes on to the next.
public final class HeartbeatStream {

    private static final int STEP_TENTHS = 150;
    private static final int OVERLAP_TENTHS = 600;
    private static final byte[] COURSE = Ascii.bytes("{\"courseId\":");
    private static final byte[] SESSION = Ascii.bytes(",\"session\":\"k3f9c2a7b1\",\"seq\":");
    private static final byte[] POSITION = Ascii.bytes(",\"position\":");
    private static final byte[] WATCHED = Ascii.bytes(",\"rate\":1.0,\"watched\":[[");
    private static final byte[] END = Ascii.bytes("]]}");
    private static final byte[] CREDITED = Ascii.bytes("\"creditedseconds\":");

    private final long[] courses;
    private final int lengthTenths;
    private final int[] course;
    private final int[] position;
    private final int[] seq;
    private long credited;
    private long withoutCredit;
    private long refused;

    /// @param lengthSeconds of each course
    public HeartbeatStream(int learners, long[] courses, int lengthSeconds) {
        this.courses = courses.clone();
        this.lengthTenths = 10 * lengthSeconds;
        this.course = new int[learners];
        this.position = new int[learners];
        this.seq = new int[learners];
    }

    public int learners() {
        return course.length;
    }

    /// Writes the next heartbeat of a learner as JSON.
    public void next(int learner, ByteBuffer out) {
        if (position[learner] == lengthTenths) {
            position[learner] = 0;
            course[learner] = (course[learner] + 1) % courses.length;
        }
        int from = Math.max(0, position[learner] - OVERLAP_TENTHS);
        int to = Math.min(lengthTenths, position[learner] + STEP_TENTHS);
        position[learner] = to;
        out.put(COURSE);
        Ascii.put(out, courses[course[learner]]);
        out.put(SESSION);
        Ascii.put(out, seq[learner]++);
        out.put(POSITION);
        Ascii.putTenths(out, to);
        out.put(WATCHED);
        Ascii.putTenths(out, from);
        out.put((byte) ',');
        Ascii.putTenths(out, to);
        out.put(END);
    }

    /// Counts an answer and what it credits.
    public void answered(int status, ByteBuffer body) {
        int at = status == 200 ? Ascii.indexOfIgnoringCase(body, body.position(), body.limit(), CREDITED) : -1;
        if (at < 0) {
            refused++;
            return;
        }
        int seconds = Ascii.number(body, at + CREDITED.length);
        credited += seconds;
        if (seconds == 0) {
            withoutCredit++;
        }
    }

    /// Seconds the server says it has credited.
    public long creditedSeconds() {
        return credited;
    }

    /// Heartbeats accepted that advanced nothing.
    public long withoutCredit() {
        return withoutCredit;
    }

    public long refused() {
        return refused;
    }
}
