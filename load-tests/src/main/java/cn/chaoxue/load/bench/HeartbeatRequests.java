package cn.chaoxue.load.bench;

import cn.chaoxue.load.net.Ascii;
import cn.chaoxue.load.net.Traffic;
import java.nio.ByteBuffer;
import java.util.List;

/// Heartbeats as HTTP requests. Connections are shared, as those of a gateway are: each takes the next learner.
final class HeartbeatRequests implements Traffic {

    /// Room for the body's length, which is known only after the body.
    private static final int LENGTH_DIGITS = 3;

    private final HeartbeatStream stream;
    private final List<byte[]> heads;
    private int learner;

    /// @param tokens of the learners, in their order
    HeartbeatRequests(HeartbeatStream stream, List<String> tokens) {
        this.stream = stream;
        this.heads = tokens.stream().map(HeartbeatRequests::head).toList();
    }

    @Override
    public void next(int connection, ByteBuffer out) {
        out.put(heads.get(learner));
        int body = out.position();
        stream.next(learner, out);
        int length = out.position() - body;
        int lengthAt = body - 4 - LENGTH_DIGITS;
        for (int digit = LENGTH_DIGITS - 1, rest = length; digit >= 0; digit--, rest /= 10) {
            out.put(lengthAt + digit, (byte) ('0' + rest % 10));
        }
        learner = (learner + 1) % heads.size();
    }

    @Override
    public void answered(int connection, int status, ByteBuffer body) {
        stream.answered(status, body);
    }

    @Override
    public long refused() {
        return stream.refused();
    }

    private static byte[] head(String token) {
        return Ascii.bytes("POST /api/v1/study/heartbeats HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\n"
                + "Content-Length: 000\r\n\r\n");
    }
}
