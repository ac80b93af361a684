package cn.chaoxue.load.bench;

import cn.chaoxue.load.net.Ascii;
import cn.chaoxue.load.net.Traffic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// One heartbeat for each course of each learner, in no order; then the next 15 seconds of all of them.
final class CourseHeartbeats implements Traffic {

    /// A learner, by number among the tokens, in a course.
    record Pair(int learner, long learnerId, long courseId) {}

    private static final int STEP_SECONDS = 15;

    private final List<Pair> pairs = new ArrayList<>();
    private final List<byte[]> heads;
    private int turn;
    private int sent;
    private long refused;

    CourseHeartbeats(List<Long> learnerIds, long[] courses, List<String> tokens) {
        for (int learner = 0; learner < learnerIds.size(); learner++) {
            for (long course : courses) {
                pairs.add(new Pair(learner, learnerIds.get(learner), course));
            }
        }
        Collections.shuffle(pairs, new Random(2017));
        heads = tokens.stream().map(CourseHeartbeats::head).toList();
    }

    /// In the order in which they are sent.
    List<Pair> pairs() {
        return pairs;
    }

    /// Goes on with all of them.
    void next15Seconds() {
        turn++;
        sent = 0;
    }

    boolean allSent() {
        return sent >= pairs.size();
    }

    /// After the last one the first are sent once more, and change nothing.
    @Override
    public void next(int connection, ByteBuffer out) {
        Pair pair = pairs.get(sent++ % pairs.size());
        int end = turn * STEP_SECONDS;
        byte[] body = Ascii.bytes("{\"courseId\":" + pair.courseId + ",\"session\":\"flush\",\"seq\":" + turn
                + ",\"position\":" + end + ",\"rate\":1.0,\"watched\":[[" + (end - STEP_SECONDS) + "," + end + "]]}");
        out.put(heads.get(pair.learner));
        Ascii.put(out, body.length);
        out.put((byte) '\r').put((byte) '\n').put((byte) '\r').put((byte) '\n').put(body);
    }

    @Override
    public void answered(int connection, int status, ByteBuffer body) {
        if (status != 200) {
            refused++;
        }
    }

    @Override
    public long refused() {
        return refused;
    }

    private static byte[] head(String token) {
        return Ascii.bytes("POST /api/v1/study/heartbeats HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: ");
    }
}
