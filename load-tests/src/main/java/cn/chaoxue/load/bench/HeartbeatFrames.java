package cn.chaoxue.load.bench;

import cn.chaoxue.load.net.Traffic;
import java.nio.ByteBuffer;

/// Heartbeats as WebSocket frames, a socket for each learner.
final class HeartbeatFrames implements Traffic {

    private final HeartbeatStream stream;

    HeartbeatFrames(HeartbeatStream stream) {
        this.stream = stream;
    }

    @Override
    public void next(int connection, ByteBuffer out) {
        stream.next(connection, out);
    }

    @Override
    public void answered(int connection, int status, ByteBuffer body) {
        stream.answered(status, body);
    }

    @Override
    public long refused() {
        return stream.refused();
    }
}
